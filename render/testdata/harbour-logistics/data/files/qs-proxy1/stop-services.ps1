# Stops the services of qs-proxy1.harbour.example in the opposite order of their start; a repository database on this host keeps running.
$ErrorActionPreference = 'Stop'
function Stop-AndWait([string] $Name) {
  Stop-Service -DisplayName $Name -Force
  (Get-Service -DisplayName $Name).WaitForStatus('Stopped', '00:05:00')
  Get-Service -DisplayName $Name
}
Stop-AndWait 'Qlik Sense Proxy Service'
Stop-AndWait 'Qlik Sense Repository Service'
Stop-AndWait 'Qlik Sense Service Dispatcher'
