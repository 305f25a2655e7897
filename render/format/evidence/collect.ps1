# Collects the firewall rules and the listeners of this host into a folder. It changes nothing. Run it as administrator: others see less.
# Usage: powershell -ExecutionPolicy Bypass -File collect.ps1 -HostId HOST-ID [-Folder FOLDER]
# HOST-ID is the id of the host in the site. Windows Server 2012 or later; nothing to install.
param(
    [string]$HostId = '',
    [string]$Folder = '.'
)
$ErrorActionPreference = 'Stop'
if ($HostId -eq '') { throw 'usage: collect.ps1 -HostId HOST-ID [-Folder FOLDER]' }

function Get-ByInstance([object[]]$Filters) {
    $by = @{}
    foreach ($filter in $Filters) { $by[$filter.InstanceID] = $filter }
    return $by
}

$profiles = @()
foreach ($profile in (Get-NetFirewallProfile -PolicyStore ActiveStore)) {
    $profiles += @{
        name = [string]$profile.Name; enabled = ([string]$profile.Enabled -eq 'True')
        inbound = [string]$profile.DefaultInboundAction; outbound = [string]$profile.DefaultOutboundAction
    }
}
$ports = Get-ByInstance (Get-NetFirewallPortFilter -PolicyStore ActiveStore)
$addresses = Get-ByInstance (Get-NetFirewallAddressFilter -PolicyStore ActiveStore)
$programs = Get-ByInstance (Get-NetFirewallApplicationFilter -PolicyStore ActiveStore)
$services = Get-ByInstance (Get-NetFirewallServiceFilter -PolicyStore ActiveStore)
$types = Get-ByInstance (Get-NetFirewallInterfaceTypeFilter -PolicyStore ActiveStore)
$rules = @()
foreach ($rule in (Get-NetFirewallRule -PolicyStore ActiveStore -Enabled True)) {
    $id = $rule.InstanceID
    $rules += @{
        name = [string]$rule.Name; title = [string]$rule.DisplayName; description = [string]$rule.Description
        direction = [string]$rule.Direction; action = [string]$rule.Action
        protocol = [string]$ports[$id].Protocol; local_port = @($ports[$id].LocalPort); remote_port = @($ports[$id].RemotePort)
        icmp_type = @($ports[$id].IcmpType)
        local_address = @($addresses[$id].LocalAddress); remote_address = @($addresses[$id].RemoteAddress)
        program = [string]$programs[$id].Program; service = [string]$services[$id].Service
        interface_type = [string]$types[$id].InterfaceType
    }
}
$names = @{}
foreach ($process in (Get-Process)) { $names[[string]$process.Id] = [string]$process.ProcessName }
$listeners = @()
foreach ($socket in (Get-NetTCPConnection -State Listen)) {
    $listeners += @{ protocol = 'tcp'; address = [string]$socket.LocalAddress; port = [int]$socket.LocalPort; program = [string]$names[[string]$socket.OwningProcess] }
}
foreach ($socket in (Get-NetUDPEndpoint)) {
    $listeners += @{ protocol = 'udp'; address = [string]$socket.LocalAddress; port = [int]$socket.LocalPort; program = [string]$names[[string]$socket.OwningProcess] }
}
$into = Join-Path $Folder $HostId
New-Item -ItemType Directory -Force -Path $into | Out-Null
$file = Join-Path (Resolve-Path $into).Path 'windows.json'
$all = @{ format = 'portolan-windows 1'; profiles = $profiles; rules = $rules; listeners = $listeners }
[IO.File]::WriteAllText($file, (ConvertTo-Json -Depth 5 -InputObject $all), (New-Object Text.UTF8Encoding -ArgumentList $false))
[IO.File]::WriteAllText((Join-Path (Resolve-Path $into).Path 'collected.txt'), ((Get-Date).ToUniversalTime().ToString('s') + 'Z'), (New-Object Text.ASCIIEncoding))
Write-Output ('{0} rules and {1} listeners in {2}' -f $rules.Count, $listeners.Count, $file)
