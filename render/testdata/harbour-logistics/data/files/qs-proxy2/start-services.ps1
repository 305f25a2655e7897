# Starts the services of qs-proxy2.harbour.example in their order. Run it as an administrator.
$ErrorActionPreference = 'Stop'
function Start-AndWait([string] $Name) {
  Start-Service -DisplayName $Name
  (Get-Service -DisplayName $Name).WaitForStatus('Running', '00:05:00')
  Get-Service -DisplayName $Name
}
Start-AndWait 'Qlik Sense Service Dispatcher'
Start-AndWait 'Qlik Sense Repository Service'
Start-AndWait 'Qlik Sense Proxy Service'
