#Requires -RunAsAdministrator
# Packet filter of the host qs-proxy1.harbour.example
# Harbour Logistics, Analytics platform, production, revision 1.2, 2026-11-26, Confidential
# All other packets to this host are dropped. If this file has rules for outbound traffic, all other outbound packets are dropped too.
# Always allowed: replies to allowed traffic, loopback traffic, neighbour discovery.
# The comment of each rule starts with its id in the worksheets, which list the reasons.
# Rules without a valid approval, and rules whose end date has passed, are comments and have no effect.
# A rule with capitals behind its objects is in place without a valid approval; its owner has it approved or removed.
# Before the first use, make sure that a rule allows administrators, and that the previous state is restored automatically unless the new one is confirmed.
# Windows: rules of other groups stay as they are. Those that are enabled and allow packets let through more than this file.
# Run it without parameters to put the rules in place, with -WhatIf to see what it would do, with -Remove to take its rules away.
# GARIINZ4 GRP-ANALYTICS-PROXIES -> qs-engine1, SVC-TCP-4900 - DO NOT IMPLEMENT: Not approved.
# GFDBQRU4 GRP-ANALYTICS-PROXIES -> qs-engine1, SVC-TCP-9028 - DO NOT IMPLEMENT: Not approved.
# GZUKKRKU GRP-ANALYTICS-PROXIES -> crl-ocsp-host, SVC-TCP-80 - LEFT OUT: The certificate authority publishes no addresses; the platform team adds the current ones by hand (of crl-ocsp-host the site knows the host name crl.harbour-ca.example and no address)

[CmdletBinding(SupportsShouldProcess)]
param([switch]$Remove)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Test-Rule([string]$Name) {
    return @(Get-NetFirewallRule -Name $Name -ErrorAction SilentlyContinue).Count -gt 0
}
function Clear-Group([string]$Group, [string[]]$But) {
    Get-NetFirewallRule -Group $Group -ErrorAction SilentlyContinue | Where-Object { $But -notcontains $_.Name } | Remove-NetFirewallRule -ErrorAction Stop -WhatIf:$WhatIfPreference
}
function Confirm-Group([string]$Group, [int]$Count) {
    $there = @(Get-NetFirewallRule -Group $Group -ErrorAction SilentlyContinue).Count
    if (-not $WhatIfPreference -and $there -ne $Count) { throw ('{0} rules of the group {1} are there, not {2}' -f $there, $Group, $Count) }
    Write-Output ('{0} rules of the group {1}' -f $there, $Group)
}

if ($Remove) {
    Set-NetFirewallProfile -Name @('Domain', 'Private', 'Public') -DefaultOutboundAction NotConfigured -ErrorAction Stop -WhatIf:$WhatIfPreference
    Clear-Group 'portolan-harbour-logistics' @()
    Confirm-Group 'portolan-harbour-logistics' 0
    return
}
if (@(Get-NetFirewallProfile -PolicyStore ActiveStore | Where-Object { [string]$_.AllowLocalFirewallRules -eq 'False' }).Count -gt 0) { throw 'a group policy ignores the rules of this host: put them into that policy' }

# GFSZCCFV administrators -> GRP-ANALYTICS-PROXIES, SVC-TCP-3389
if (Test-Rule 'portolan-harbour-logistics-GFSZCCFV-inbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GFSZCCFV-inbound-tcp-1' -NewDisplayName 'GFSZCCFV Remote administration; the database''s tools run on its own host' -Description 'administrators -> GRP-ANALYTICS-PROXIES, SVC-TCP-3389' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.9.0.0/24') -LocalPort @('3389') -RemotePort @('Any') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GFSZCCFV-inbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GFSZCCFV Remote administration; the database''s tools run on its own host' -Description 'administrators -> GRP-ANALYTICS-PROXIES, SVC-TCP-3389' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.9.0.0/24') -LocalPort @('3389') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GKTJX654 qs-central -> GRP-ANALYTICS-PROXIES, SVC-TCP-4242
if (Test-Rule 'portolan-harbour-logistics-GKTJX654-inbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GKTJX654-inbound-tcp-1' -NewDisplayName 'GKTJX654 Repository services of central and rim nodes call each other' -Description 'qs-central -> GRP-ANALYTICS-PROXIES, SVC-TCP-4242' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.1.10') -LocalPort @('4242') -RemotePort @('Any') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GKTJX654-inbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GKTJX654 Repository services of central and rim nodes call each other' -Description 'qs-central -> GRP-ANALYTICS-PROXIES, SVC-TCP-4242' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.1.10') -LocalPort @('4242') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
if (Test-Rule 'portolan-harbour-logistics-GKTJX654-inbound-tcp-2') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GKTJX654-inbound-tcp-2' -NewDisplayName 'GKTJX654 Repository services of central and rim nodes call each other' -Description 'qs-central -> GRP-ANALYTICS-PROXIES, SVC-TCP-4242' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('fd20:0:0:20::11') -RemoteAddress @('fd20:0:0:21::10') -LocalPort @('4242') -RemotePort @('Any') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GKTJX654-inbound-tcp-2' -Group 'portolan-harbour-logistics' -DisplayName 'GKTJX654 Repository services of central and rim nodes call each other' -Description 'qs-central -> GRP-ANALYTICS-PROXIES, SVC-TCP-4242' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('fd20:0:0:20::11') -RemoteAddress @('fd20:0:0:21::10') -LocalPort @('4242') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GHQUNXKK qs-central -> GRP-ANALYTICS-PROXIES, SVC-TCP-4444 - until 2026-12-31
if (Test-Rule 'portolan-harbour-logistics-GHQUNXKK-inbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GHQUNXKK-inbound-tcp-1' -NewDisplayName 'GHQUNXKK The central node sends a rim node its certificate and queries its state' -Description 'qs-central -> GRP-ANALYTICS-PROXIES, SVC-TCP-4444 - until 2026-12-31' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.1.10') -LocalPort @('4444') -RemotePort @('Any') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GHQUNXKK-inbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GHQUNXKK The central node sends a rim node its certificate and queries its state' -Description 'qs-central -> GRP-ANALYTICS-PROXIES, SVC-TCP-4444 - until 2026-12-31' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.1.10') -LocalPort @('4444') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
if (Test-Rule 'portolan-harbour-logistics-GHQUNXKK-inbound-tcp-2') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GHQUNXKK-inbound-tcp-2' -NewDisplayName 'GHQUNXKK The central node sends a rim node its certificate and queries its state' -Description 'qs-central -> GRP-ANALYTICS-PROXIES, SVC-TCP-4444 - until 2026-12-31' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('fd20:0:0:20::11') -RemoteAddress @('fd20:0:0:21::10') -LocalPort @('4444') -RemotePort @('Any') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GHQUNXKK-inbound-tcp-2' -Group 'portolan-harbour-logistics' -DisplayName 'GHQUNXKK The central node sends a rim node its certificate and queries its state' -Description 'qs-central -> GRP-ANALYTICS-PROXIES, SVC-TCP-4444 - until 2026-12-31' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('fd20:0:0:20::11') -RemoteAddress @('fd20:0:0:21::10') -LocalPort @('4444') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GPMTD5WT qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4242
if (Test-Rule 'portolan-harbour-logistics-GPMTD5WT-inbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GPMTD5WT-inbound-tcp-1' -NewDisplayName 'GPMTD5WT Repository services of central and rim nodes call each other' -Description 'qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4242' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.1.11') -LocalPort @('4242') -RemotePort @('Any') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GPMTD5WT-inbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GPMTD5WT Repository services of central and rim nodes call each other' -Description 'qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4242' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.1.11') -LocalPort @('4242') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
if (Test-Rule 'portolan-harbour-logistics-GPMTD5WT-inbound-tcp-2') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GPMTD5WT-inbound-tcp-2' -NewDisplayName 'GPMTD5WT Repository services of central and rim nodes call each other' -Description 'qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4242' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('fd20:0:0:20::11') -RemoteAddress @('fd20:0:0:21::11') -LocalPort @('4242') -RemotePort @('Any') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GPMTD5WT-inbound-tcp-2' -Group 'portolan-harbour-logistics' -DisplayName 'GPMTD5WT Repository services of central and rim nodes call each other' -Description 'qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4242' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('fd20:0:0:20::11') -RemoteAddress @('fd20:0:0:21::11') -LocalPort @('4242') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GTPTAENI qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4444 - until 2026-12-31
if (Test-Rule 'portolan-harbour-logistics-GTPTAENI-inbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GTPTAENI-inbound-tcp-1' -NewDisplayName 'GTPTAENI The central node sends a rim node its certificate and queries its state' -Description 'qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4444 - until 2026-12-31' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.1.11') -LocalPort @('4444') -RemotePort @('Any') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GTPTAENI-inbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GTPTAENI The central node sends a rim node its certificate and queries its state' -Description 'qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4444 - until 2026-12-31' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.1.11') -LocalPort @('4444') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
if (Test-Rule 'portolan-harbour-logistics-GTPTAENI-inbound-tcp-2') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GTPTAENI-inbound-tcp-2' -NewDisplayName 'GTPTAENI The central node sends a rim node its certificate and queries its state' -Description 'qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4444 - until 2026-12-31' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('fd20:0:0:20::11') -RemoteAddress @('fd20:0:0:21::11') -LocalPort @('4444') -RemotePort @('Any') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GTPTAENI-inbound-tcp-2' -Group 'portolan-harbour-logistics' -DisplayName 'GTPTAENI The central node sends a rim node its certificate and queries its state' -Description 'qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4444 - until 2026-12-31' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('fd20:0:0:20::11') -RemoteAddress @('fd20:0:0:21::11') -LocalPort @('4444') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GIGYTKLH monitor1 -> GRP-ANALYTICS-PROXIES, SVC-TCP-10050
if (Test-Rule 'portolan-harbour-logistics-GIGYTKLH-inbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GIGYTKLH-inbound-tcp-1' -NewDisplayName 'GIGYTKLH Zabbix passive checks of agents' -Description 'monitor1 -> GRP-ANALYTICS-PROXIES, SVC-TCP-10050' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.2.50') -LocalPort @('10050') -RemotePort @('Any') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GIGYTKLH-inbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GIGYTKLH Zabbix passive checks of agents' -Description 'monitor1 -> GRP-ANALYTICS-PROXIES, SVC-TCP-10050' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.2.50') -LocalPort @('10050') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GJZ6ONRQ hub -> GRP-ANALYTICS-PROXIES, SVC-TCP-443
if (Test-Rule 'portolan-harbour-logistics-GJZ6ONRQ-inbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GJZ6ONRQ-inbound-tcp-1' -NewDisplayName 'GJZ6ONRQ Load balancer health checks' -Description 'hub -> GRP-ANALYTICS-PROXIES, SVC-TCP-443' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.0.5') -LocalPort @('443') -RemotePort @('Any') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GJZ6ONRQ-inbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GJZ6ONRQ Load balancer health checks' -Description 'hub -> GRP-ANALYTICS-PROXIES, SVC-TCP-443' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.0.5') -LocalPort @('443') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GWOKB2SE hub -> GRP-ANALYTICS-PROXIES, SVC-TCP-443
if (Test-Rule 'portolan-harbour-logistics-GWOKB2SE-inbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GWOKB2SE-inbound-tcp-1' -NewDisplayName 'GWOKB2SE Users open the hub and apps' -Description 'hub -> GRP-ANALYTICS-PROXIES, SVC-TCP-443' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.0.5') -LocalPort @('443') -RemotePort @('Any') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GWOKB2SE-inbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GWOKB2SE Users open the hub and apps' -Description 'hub -> GRP-ANALYTICS-PROXIES, SVC-TCP-443' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.0.5') -LocalPort @('443') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GFG2JVHD GRP-ANALYTICS-PROXIES -> GRP-CORE-COMPLETE, SVC-TCP-4899
if (Test-Rule 'portolan-harbour-logistics-GFG2JVHD-outbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GFG2JVHD-outbound-tcp-1' -NewDisplayName 'GFG2JVHD Printed export, to every printing service in a proxy''s load balancing' -Description 'GRP-ANALYTICS-PROXIES -> GRP-CORE-COMPLETE, SVC-TCP-4899' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.1.10', '10.20.1.11') -LocalPort @('Any') -RemotePort @('4899') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GFG2JVHD-outbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GFG2JVHD Printed export, to every printing service in a proxy''s load balancing' -Description 'GRP-ANALYTICS-PROXIES -> GRP-CORE-COMPLETE, SVC-TCP-4899' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.1.10', '10.20.1.11') -RemotePort @('4899') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
if (Test-Rule 'portolan-harbour-logistics-GFG2JVHD-outbound-tcp-2') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GFG2JVHD-outbound-tcp-2' -NewDisplayName 'GFG2JVHD Printed export, to every printing service in a proxy''s load balancing' -Description 'GRP-ANALYTICS-PROXIES -> GRP-CORE-COMPLETE, SVC-TCP-4899' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('fd20:0:0:20::11') -RemoteAddress @('fd20:0:0:21::10', 'fd20:0:0:21::11') -LocalPort @('Any') -RemotePort @('4899') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GFG2JVHD-outbound-tcp-2' -Group 'portolan-harbour-logistics' -DisplayName 'GFG2JVHD Printed export, to every printing service in a proxy''s load balancing' -Description 'GRP-ANALYTICS-PROXIES -> GRP-CORE-COMPLETE, SVC-TCP-4899' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('fd20:0:0:20::11') -RemoteAddress @('fd20:0:0:21::10', 'fd20:0:0:21::11') -RemotePort @('4899') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GKGF3TUK GRP-ANALYTICS-PROXIES -> qs-central, SVC-TCP-4242-4900
if (Test-Rule 'portolan-harbour-logistics-GKGF3TUK-outbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GKGF3TUK-outbound-tcp-1' -NewDisplayName 'GKGF3TUK Proxies call the broker of the central node; Repository services of central and rim nodes call each other' -Description 'GRP-ANALYTICS-PROXIES -> qs-central, SVC-TCP-4242-4900' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.1.10') -LocalPort @('Any') -RemotePort @('4242', '4900') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GKGF3TUK-outbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GKGF3TUK Proxies call the broker of the central node; Repository services of central and rim nodes call each other' -Description 'GRP-ANALYTICS-PROXIES -> qs-central, SVC-TCP-4242-4900' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.1.10') -RemotePort @('4242', '4900') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
if (Test-Rule 'portolan-harbour-logistics-GKGF3TUK-outbound-tcp-2') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GKGF3TUK-outbound-tcp-2' -NewDisplayName 'GKGF3TUK Proxies call the broker of the central node; Repository services of central and rim nodes call each other' -Description 'GRP-ANALYTICS-PROXIES -> qs-central, SVC-TCP-4242-4900' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('fd20:0:0:20::11') -RemoteAddress @('fd20:0:0:21::10') -LocalPort @('Any') -RemotePort @('4242', '4900') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GKGF3TUK-outbound-tcp-2' -Group 'portolan-harbour-logistics' -DisplayName 'GKGF3TUK Proxies call the broker of the central node; Repository services of central and rim nodes call each other' -Description 'GRP-ANALYTICS-PROXIES -> qs-central, SVC-TCP-4242-4900' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('fd20:0:0:20::11') -RemoteAddress @('fd20:0:0:21::10') -RemotePort @('4242', '4900') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GBVQZ2HB GRP-ANALYTICS-PROXIES -> qs-engine1, SVC-TCP-4239-4242-4747-4899-4949
if (Test-Rule 'portolan-harbour-logistics-GBVQZ2HB-outbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GBVQZ2HB-outbound-tcp-1' -NewDisplayName 'GBVQZ2HB Changes to an app''s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy''s load balancing; Proxies fetch im...' -Description 'GRP-ANALYTICS-PROXIES -> qs-engine1, SVC-TCP-4239-4242-4747-4899-4949' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.1.21') -LocalPort @('Any') -RemotePort @('4239', '4242', '4747', '4899', '4949') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GBVQZ2HB-outbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GBVQZ2HB Changes to an app''s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy''s load balancing; Proxies fetch im...' -Description 'GRP-ANALYTICS-PROXIES -> qs-engine1, SVC-TCP-4239-4242-4747-4899-4949' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.1.21') -RemotePort @('4239', '4242', '4747', '4899', '4949') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
if (Test-Rule 'portolan-harbour-logistics-GBVQZ2HB-outbound-tcp-2') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GBVQZ2HB-outbound-tcp-2' -NewDisplayName 'GBVQZ2HB Changes to an app''s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy''s load balancing; Proxies fetch im...' -Description 'GRP-ANALYTICS-PROXIES -> qs-engine1, SVC-TCP-4239-4242-4747-4899-4949' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('fd20:0:0:20::11') -RemoteAddress @('fd20:0:0:21::21') -LocalPort @('Any') -RemotePort @('4239', '4242', '4747', '4899', '4949') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GBVQZ2HB-outbound-tcp-2' -Group 'portolan-harbour-logistics' -DisplayName 'GBVQZ2HB Changes to an app''s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy''s load balancing; Proxies fetch im...' -Description 'GRP-ANALYTICS-PROXIES -> qs-engine1, SVC-TCP-4239-4242-4747-4899-4949' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('fd20:0:0:20::11') -RemoteAddress @('fd20:0:0:21::21') -RemotePort @('4239', '4242', '4747', '4899', '4949') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GASASYCT GRP-ANALYTICS-PROXIES -> qs-standby, SVC-TCP-4242-4900
if (Test-Rule 'portolan-harbour-logistics-GASASYCT-outbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GASASYCT-outbound-tcp-1' -NewDisplayName 'GASASYCT Proxies call the broker of the central node; Repository services of central and rim nodes call each other' -Description 'GRP-ANALYTICS-PROXIES -> qs-standby, SVC-TCP-4242-4900' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.1.11') -LocalPort @('Any') -RemotePort @('4242', '4900') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GASASYCT-outbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GASASYCT Proxies call the broker of the central node; Repository services of central and rim nodes call each other' -Description 'GRP-ANALYTICS-PROXIES -> qs-standby, SVC-TCP-4242-4900' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.1.11') -RemotePort @('4242', '4900') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
if (Test-Rule 'portolan-harbour-logistics-GASASYCT-outbound-tcp-2') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GASASYCT-outbound-tcp-2' -NewDisplayName 'GASASYCT Proxies call the broker of the central node; Repository services of central and rim nodes call each other' -Description 'GRP-ANALYTICS-PROXIES -> qs-standby, SVC-TCP-4242-4900' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('fd20:0:0:20::11') -RemoteAddress @('fd20:0:0:21::11') -LocalPort @('Any') -RemotePort @('4242', '4900') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GASASYCT-outbound-tcp-2' -Group 'portolan-harbour-logistics' -DisplayName 'GASASYCT Proxies call the broker of the central node; Repository services of central and rim nodes call each other' -Description 'GRP-ANALYTICS-PROXIES -> qs-standby, SVC-TCP-4242-4900' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('fd20:0:0:20::11') -RemoteAddress @('fd20:0:0:21::11') -RemotePort @('4242', '4900') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GVI5AQPF GRP-ANALYTICS-PROXIES -> backup1, SVC-TCP-445
if (Test-Rule 'portolan-harbour-logistics-GVI5AQPF-outbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GVI5AQPF-outbound-tcp-1' -NewDisplayName 'GVI5AQPF Backups and copies of logs are written to the backup folder' -Description 'GRP-ANALYTICS-PROXIES -> backup1, SVC-TCP-445' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.0.240') -LocalPort @('Any') -RemotePort @('445') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GVI5AQPF-outbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GVI5AQPF Backups and copies of logs are written to the backup folder' -Description 'GRP-ANALYTICS-PROXIES -> backup1, SVC-TCP-445' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.0.240') -RemotePort @('445') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GOZ2XH3F GRP-ANALYTICS-PROXIES -> dc1, SVC-ICMP
if (Test-Rule 'portolan-harbour-logistics-GOZ2XH3F-outbound-icmpv4-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GOZ2XH3F-outbound-icmpv4-1' -NewDisplayName 'GOZ2XH3F ICMP echo to domain controllers before and during LDAP sessions' -Description 'GRP-ANALYTICS-PROXIES -> dc1, SVC-ICMP' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.2.5') -IcmpType @('Any') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GOZ2XH3F-outbound-icmpv4-1' -Group 'portolan-harbour-logistics' -DisplayName 'GOZ2XH3F ICMP echo to domain controllers before and during LDAP sessions' -Description 'GRP-ANALYTICS-PROXIES -> dc1, SVC-ICMP' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'ICMPv4' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.2.5') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GA3VR7R4 GRP-ANALYTICS-PROXIES -> dc1, SVC-DNS
if (Test-Rule 'portolan-harbour-logistics-GA3VR7R4-outbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GA3VR7R4-outbound-tcp-1' -NewDisplayName 'GA3VR7R4 DNS queries for hosts and domain controllers' -Description 'GRP-ANALYTICS-PROXIES -> dc1, SVC-DNS' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.2.5') -LocalPort @('Any') -RemotePort @('53') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GA3VR7R4-outbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GA3VR7R4 DNS queries for hosts and domain controllers' -Description 'GRP-ANALYTICS-PROXIES -> dc1, SVC-DNS' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.2.5') -RemotePort @('53') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
if (Test-Rule 'portolan-harbour-logistics-GA3VR7R4-outbound-udp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GA3VR7R4-outbound-udp-1' -NewDisplayName 'GA3VR7R4 DNS queries for hosts and domain controllers' -Description 'GRP-ANALYTICS-PROXIES -> dc1, SVC-DNS' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.2.5') -LocalPort @('Any') -RemotePort @('53') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GA3VR7R4-outbound-udp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GA3VR7R4 DNS queries for hosts and domain controllers' -Description 'GRP-ANALYTICS-PROXIES -> dc1, SVC-DNS' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'UDP' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.2.5') -RemotePort @('53') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GCPZGYN6 GRP-ANALYTICS-PROXIES -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464
if (Test-Rule 'portolan-harbour-logistics-GCPZGYN6-outbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GCPZGYN6-outbound-tcp-1' -NewDisplayName 'GCPZGYN6 Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members; LDAP queries...' -Description 'GRP-ANALYTICS-PROXIES -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.2.5') -LocalPort @('Any') -RemotePort @('88', '135', '389', '445', '464', '49152-65535') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GCPZGYN6-outbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GCPZGYN6 Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members; LDAP queries...' -Description 'GRP-ANALYTICS-PROXIES -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.2.5') -RemotePort @('88', '135', '389', '445', '464', '49152-65535') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
if (Test-Rule 'portolan-harbour-logistics-GCPZGYN6-outbound-udp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GCPZGYN6-outbound-udp-1' -NewDisplayName 'GCPZGYN6 Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members; LDAP queries...' -Description 'GRP-ANALYTICS-PROXIES -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.2.5') -LocalPort @('Any') -RemotePort @('88', '389', '464') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GCPZGYN6-outbound-udp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GCPZGYN6 Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members; LDAP queries...' -Description 'GRP-ANALYTICS-PROXIES -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'UDP' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.2.5') -RemotePort @('88', '389', '464') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GJT6GOXV GRP-ANALYTICS-PROXIES -> dc1, SVC-UDP-123
if (Test-Rule 'portolan-harbour-logistics-GJT6GOXV-outbound-udp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GJT6GOXV-outbound-udp-1' -NewDisplayName 'GJT6GOXV Time synchronisation (NTP)' -Description 'GRP-ANALYTICS-PROXIES -> dc1, SVC-UDP-123' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.2.5') -LocalPort @('49152-65535') -RemotePort @('123') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GJT6GOXV-outbound-udp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GJT6GOXV Time synchronisation (NTP)' -Description 'GRP-ANALYTICS-PROXIES -> dc1, SVC-UDP-123' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'UDP' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.2.5') -LocalPort @('49152-65535') -RemotePort @('123') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GUPX6XAI GRP-ANALYTICS-PROXIES -> qs-db1, SVC-TCP-4432
if (Test-Rule 'portolan-harbour-logistics-GUPX6XAI-outbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GUPX6XAI-outbound-tcp-1' -NewDisplayName 'GUPX6XAI Repository and dispatcher services read and write the repository database' -Description 'GRP-ANALYTICS-PROXIES -> qs-db1, SVC-TCP-4432' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.2.20') -LocalPort @('Any') -RemotePort @('4432') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GUPX6XAI-outbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GUPX6XAI Repository and dispatcher services read and write the repository database' -Description 'GRP-ANALYTICS-PROXIES -> qs-db1, SVC-TCP-4432' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.2.20') -RemotePort @('4432') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GSZ4KFDS GRP-ANALYTICS-PROXIES -> qs-files1, SVC-TCP-445
if (Test-Rule 'portolan-harbour-logistics-GSZ4KFDS-outbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GSZ4KFDS-outbound-tcp-1' -NewDisplayName 'GSZ4KFDS Apps, static content and archived logs on the file share' -Description 'GRP-ANALYTICS-PROXIES -> qs-files1, SVC-TCP-445' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.2.30') -LocalPort @('Any') -RemotePort @('445') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GSZ4KFDS-outbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GSZ4KFDS Apps, static content and archived logs on the file share' -Description 'GRP-ANALYTICS-PROXIES -> qs-files1, SVC-TCP-445' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.2.30') -RemotePort @('445') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GIHPX2IT GRP-ANALYTICS-PROXIES -> update1, SVC-TCP-8530
if (Test-Rule 'portolan-harbour-logistics-GIHPX2IT-outbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GIHPX2IT-outbound-tcp-1' -NewDisplayName 'GIHPX2IT Windows updates from WSUS' -Description 'GRP-ANALYTICS-PROXIES -> update1, SVC-TCP-8530' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.2.51') -LocalPort @('Any') -RemotePort @('8530') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GIHPX2IT-outbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GIHPX2IT Windows updates from WSUS' -Description 'GRP-ANALYTICS-PROXIES -> update1, SVC-TCP-8530' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.2.51') -RemotePort @('8530') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GSGBIKVH GRP-ANALYTICS-PROXIES -> web-proxy, SVC-TCP-3128
if (Test-Rule 'portolan-harbour-logistics-GSGBIKVH-outbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GSGBIKVH-outbound-tcp-1' -NewDisplayName 'GSGBIKVH The license service of every node calls the vendor''s licensing service' -Description 'GRP-ANALYTICS-PROXIES -> web-proxy, SVC-TCP-3128' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.0.250') -LocalPort @('Any') -RemotePort @('3128') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GSGBIKVH-outbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GSGBIKVH The license service of every node calls the vendor''s licensing service' -Description 'GRP-ANALYTICS-PROXIES -> web-proxy, SVC-TCP-3128' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.0.11') -RemoteAddress @('10.20.0.250') -RemotePort @('3128') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
if (Test-Rule 'portolan-harbour-logistics-neighbours-inbound-icmpv6-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-neighbours-inbound-icmpv6-1' -NewDisplayName 'neighbours ICMPv6 router and neighbour discovery' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('Any') -RemoteAddress @('Any') -IcmpType @('133', '134', '135', '136') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-neighbours-inbound-icmpv6-1' -Group 'portolan-harbour-logistics' -DisplayName 'neighbours ICMPv6 router and neighbour discovery' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'ICMPv6' -IcmpType @('133', '134', '135', '136') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
if (Test-Rule 'portolan-harbour-logistics-neighbours-outbound-icmpv6-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-neighbours-outbound-icmpv6-1' -NewDisplayName 'neighbours ICMPv6 router and neighbour discovery' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('Any') -RemoteAddress @('Any') -IcmpType @('133', '134', '135', '136') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-neighbours-outbound-icmpv6-1' -Group 'portolan-harbour-logistics' -DisplayName 'neighbours ICMPv6 router and neighbour discovery' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'ICMPv6' -IcmpType @('133', '134', '135', '136') -ErrorAction Stop -WhatIf:$WhatIfPreference
}

Clear-Group 'portolan-harbour-logistics' @('portolan-harbour-logistics-GFSZCCFV-inbound-tcp-1', 'portolan-harbour-logistics-GKTJX654-inbound-tcp-1', 'portolan-harbour-logistics-GKTJX654-inbound-tcp-2', 'portolan-harbour-logistics-GHQUNXKK-inbound-tcp-1', 'portolan-harbour-logistics-GHQUNXKK-inbound-tcp-2', 'portolan-harbour-logistics-GPMTD5WT-inbound-tcp-1', 'portolan-harbour-logistics-GPMTD5WT-inbound-tcp-2', 'portolan-harbour-logistics-GTPTAENI-inbound-tcp-1', 'portolan-harbour-logistics-GTPTAENI-inbound-tcp-2', 'portolan-harbour-logistics-GIGYTKLH-inbound-tcp-1', 'portolan-harbour-logistics-GJZ6ONRQ-inbound-tcp-1', 'portolan-harbour-logistics-GWOKB2SE-inbound-tcp-1', 'portolan-harbour-logistics-GFG2JVHD-outbound-tcp-1', 'portolan-harbour-logistics-GFG2JVHD-outbound-tcp-2', 'portolan-harbour-logistics-GKGF3TUK-outbound-tcp-1', 'portolan-harbour-logistics-GKGF3TUK-outbound-tcp-2', 'portolan-harbour-logistics-GBVQZ2HB-outbound-tcp-1', 'portolan-harbour-logistics-GBVQZ2HB-outbound-tcp-2', 'portolan-harbour-logistics-GASASYCT-outbound-tcp-1', 'portolan-harbour-logistics-GASASYCT-outbound-tcp-2', 'portolan-harbour-logistics-GVI5AQPF-outbound-tcp-1', 'portolan-harbour-logistics-GOZ2XH3F-outbound-icmpv4-1', 'portolan-harbour-logistics-GA3VR7R4-outbound-tcp-1', 'portolan-harbour-logistics-GA3VR7R4-outbound-udp-1', 'portolan-harbour-logistics-GCPZGYN6-outbound-tcp-1', 'portolan-harbour-logistics-GCPZGYN6-outbound-udp-1', 'portolan-harbour-logistics-GJT6GOXV-outbound-udp-1', 'portolan-harbour-logistics-GUPX6XAI-outbound-tcp-1', 'portolan-harbour-logistics-GSZ4KFDS-outbound-tcp-1', 'portolan-harbour-logistics-GIHPX2IT-outbound-tcp-1', 'portolan-harbour-logistics-GSGBIKVH-outbound-tcp-1', 'portolan-harbour-logistics-neighbours-inbound-icmpv6-1', 'portolan-harbour-logistics-neighbours-outbound-icmpv6-1')
Confirm-Group 'portolan-harbour-logistics' 33
Set-NetFirewallProfile -Name @('Domain', 'Private', 'Public') -Enabled True -DefaultInboundAction Block -DefaultOutboundAction Block -ErrorAction Stop -WhatIf:$WhatIfPreference
