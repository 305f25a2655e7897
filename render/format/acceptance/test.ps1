# Tries the connections of the list below from this host and writes the results into a file. It changes nothing.
# Usage: powershell -ExecutionPolicy Bypass -File FILE [-By NAME] [-Result RESULT-FILE]
# NAME is the person who tests; default: the user. Windows PowerShell 5.1 or later; nothing to install.
param(
    [string]$By = [Environment]::UserName,
    [string]$Result = ''
)
$ErrorActionPreference = 'Stop'
$patience = 3000
