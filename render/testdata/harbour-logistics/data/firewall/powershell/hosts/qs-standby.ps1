#Requires -RunAsAdministrator
# Packet filter of the host qs-standby.harbour.example
# Harbour Logistics, Analytics platform, production, revision 1.2, 2026-11-26, Confidential
# All other packets to this host are dropped. If this file has rules for outbound traffic, all other outbound packets are dropped too.
# Always allowed: replies to allowed traffic, loopback traffic, neighbour discovery.
# The comment of each rule starts with its id in the worksheets, which list the reasons.
# Rules without a valid approval, and rules whose end date has passed, are comments and have no effect.
# A rule with capitals behind its objects is in place without a valid approval; its owner has it approved or removed.
# Before the first use, make sure that a rule allows administrators, and that the previous state is restored automatically unless the new one is confirmed.
# Windows: rules of other groups stay as they are. Those that are enabled and allow packets let through more than this file.
# Run it without parameters to put the rules in place, with -WhatIf to see what it would do, with -Remove to take its rules away.
# GBXEW4XR qs-central -> qs-standby, SVC-TCP-5050 - DO NOT IMPLEMENT: Not approved.
# GEKASQ6F qs-central -> qs-standby, SVC-TCP-5151 - DO NOT IMPLEMENT: Not approved.
# GRAABS6B qs-standby -> qs-central, SVC-TCP-5050 - DO NOT IMPLEMENT: Not approved.
# GYQLCKPG qs-standby -> qs-central, SVC-TCP-5151 - DO NOT IMPLEMENT: Not approved.

[CmdletBinding(SupportsShouldProcess)]
param([switch]$Remove)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Clear-Rule([string]$Name) {
    Get-NetFirewallRule -Name $Name -ErrorAction SilentlyContinue | Remove-NetFirewallRule -ErrorAction Stop -WhatIf:$WhatIfPreference
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

# GJAJXL2K administrators -> GRP-CORE-COMPLETE-ENGINE, SVC-TCP-3389
Clear-Rule 'portolan-harbour-logistics-GJAJXL2K-inbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GJAJXL2K-inbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'GJAJXL2K Remote administration; the database''s tools run on its own host' -Description 'administrators -> GRP-CORE-COMPLETE-ENGINE, SVC-TCP-3389' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.9.0.0/24') -LocalPort @('3389') -ErrorAction Stop -WhatIf:$WhatIfPreference
# GRBVS7KY administrators -> qs-standby, SVC-TCP-443
Clear-Rule 'portolan-harbour-logistics-GRBVS7KY-inbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GRBVS7KY-inbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'GRBVS7KY Administrators open the management console, which always uses the central node''s proxy' -Description 'administrators -> qs-standby, SVC-TCP-443' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.9.0.0/24') -LocalPort @('443') -ErrorAction Stop -WhatIf:$WhatIfPreference
# GUAQZN27 GRP-CORE-COMPLETE -> GRP-CORE-COMPLETE, SVC-TCP-4242
Clear-Rule 'portolan-harbour-logistics-GUAQZN27-inbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GUAQZN27-inbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'GUAQZN27 Repository services of central and rim nodes call each other' -Description 'GRP-CORE-COMPLETE -> GRP-CORE-COMPLETE, SVC-TCP-4242' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.1.10') -LocalPort @('4242') -ErrorAction Stop -WhatIf:$WhatIfPreference
Clear-Rule 'portolan-harbour-logistics-GUAQZN27-inbound-2'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GUAQZN27-inbound-2' -Group 'portolan-harbour-logistics' -DisplayName 'GUAQZN27 Repository services of central and rim nodes call each other' -Description 'GRP-CORE-COMPLETE -> GRP-CORE-COMPLETE, SVC-TCP-4242' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('fd20:0:0:21::11') -RemoteAddress @('fd20:0:0:21::10') -LocalPort @('4242') -ErrorAction Stop -WhatIf:$WhatIfPreference
# G3DPUUTY GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY -> GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY, SVC-TCP-4242
Clear-Rule 'portolan-harbour-logistics-G3DPUUTY-inbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-G3DPUUTY-inbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'G3DPUUTY Repository services of central and rim nodes call each other' -Description 'GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY -> GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY, SVC-TCP-4242' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.1.21') -LocalPort @('4242') -ErrorAction Stop -WhatIf:$WhatIfPreference
Clear-Rule 'portolan-harbour-logistics-G3DPUUTY-inbound-2'
New-NetFirewallRule -Name 'portolan-harbour-logistics-G3DPUUTY-inbound-2' -Group 'portolan-harbour-logistics' -DisplayName 'G3DPUUTY Repository services of central and rim nodes call each other' -Description 'GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY -> GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY, SVC-TCP-4242' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('fd20:0:0:21::11') -RemoteAddress @('fd20:0:0:21::21') -LocalPort @('4242') -ErrorAction Stop -WhatIf:$WhatIfPreference
# GW4SAMSV qs-central -> GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY, SVC-TCP-4444
Clear-Rule 'portolan-harbour-logistics-GW4SAMSV-inbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GW4SAMSV-inbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'GW4SAMSV The central node sends a rim node its certificate and queries its state' -Description 'qs-central -> GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY, SVC-TCP-4444' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.1.10') -LocalPort @('4444') -ErrorAction Stop -WhatIf:$WhatIfPreference
Clear-Rule 'portolan-harbour-logistics-GW4SAMSV-inbound-2'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GW4SAMSV-inbound-2' -Group 'portolan-harbour-logistics' -DisplayName 'GW4SAMSV The central node sends a rim node its certificate and queries its state' -Description 'qs-central -> GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY, SVC-TCP-4444' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('fd20:0:0:21::11') -RemoteAddress @('fd20:0:0:21::10') -LocalPort @('4444') -ErrorAction Stop -WhatIf:$WhatIfPreference
# G7BMSGXG monitor1 -> GRP-CORE-COMPLETE-ENGINE, SVC-TCP-10050
Clear-Rule 'portolan-harbour-logistics-G7BMSGXG-inbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-G7BMSGXG-inbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'G7BMSGXG Zabbix passive checks of agents' -Description 'monitor1 -> GRP-CORE-COMPLETE-ENGINE, SVC-TCP-10050' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.2.50') -LocalPort @('10050') -ErrorAction Stop -WhatIf:$WhatIfPreference
# G5YCNTSR GRP-ANALYTICS-PROXIES -> GRP-CORE-COMPLETE, SVC-TCP-4899
Clear-Rule 'portolan-harbour-logistics-G5YCNTSR-inbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-G5YCNTSR-inbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'G5YCNTSR Printed export, to every printing service in a proxy''s load balancing' -Description 'GRP-ANALYTICS-PROXIES -> GRP-CORE-COMPLETE, SVC-TCP-4899' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.0.11', '10.20.0.12') -LocalPort @('4899') -ErrorAction Stop -WhatIf:$WhatIfPreference
Clear-Rule 'portolan-harbour-logistics-G5YCNTSR-inbound-2'
New-NetFirewallRule -Name 'portolan-harbour-logistics-G5YCNTSR-inbound-2' -Group 'portolan-harbour-logistics' -DisplayName 'G5YCNTSR Printed export, to every printing service in a proxy''s load balancing' -Description 'GRP-ANALYTICS-PROXIES -> GRP-CORE-COMPLETE, SVC-TCP-4899' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('fd20:0:0:21::11') -RemoteAddress @('fd20:0:0:20::11', 'fd20:0:0:20::12') -LocalPort @('4899') -ErrorAction Stop -WhatIf:$WhatIfPreference
# GXKOBWZ3 GRP-ANALYTICS-PROXIES -> qs-standby, SVC-TCP-4242-4900
Clear-Rule 'portolan-harbour-logistics-GXKOBWZ3-inbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GXKOBWZ3-inbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'GXKOBWZ3 Proxies call the broker of the central node; Repository services of central and rim nodes call each other' -Description 'GRP-ANALYTICS-PROXIES -> qs-standby, SVC-TCP-4242-4900' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.0.11', '10.20.0.12') -LocalPort @('4242', '4900') -ErrorAction Stop -WhatIf:$WhatIfPreference
Clear-Rule 'portolan-harbour-logistics-GXKOBWZ3-inbound-2'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GXKOBWZ3-inbound-2' -Group 'portolan-harbour-logistics' -DisplayName 'GXKOBWZ3 Proxies call the broker of the central node; Repository services of central and rim nodes call each other' -Description 'GRP-ANALYTICS-PROXIES -> qs-standby, SVC-TCP-4242-4900' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('fd20:0:0:21::11') -RemoteAddress @('fd20:0:0:20::11', 'fd20:0:0:20::12') -LocalPort @('4242', '4900') -ErrorAction Stop -WhatIf:$WhatIfPreference
# GUAQZN27 GRP-CORE-COMPLETE -> GRP-CORE-COMPLETE, SVC-TCP-4242
Clear-Rule 'portolan-harbour-logistics-GUAQZN27-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GUAQZN27-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'GUAQZN27 Repository services of central and rim nodes call each other' -Description 'GRP-CORE-COMPLETE -> GRP-CORE-COMPLETE, SVC-TCP-4242' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.1.10') -RemotePort @('4242') -ErrorAction Stop -WhatIf:$WhatIfPreference
Clear-Rule 'portolan-harbour-logistics-GUAQZN27-outbound-2'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GUAQZN27-outbound-2' -Group 'portolan-harbour-logistics' -DisplayName 'GUAQZN27 Repository services of central and rim nodes call each other' -Description 'GRP-CORE-COMPLETE -> GRP-CORE-COMPLETE, SVC-TCP-4242' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('fd20:0:0:21::11') -RemoteAddress @('fd20:0:0:21::10') -RemotePort @('4242') -ErrorAction Stop -WhatIf:$WhatIfPreference
# G3DPUUTY GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY -> GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY, SVC-TCP-4242
Clear-Rule 'portolan-harbour-logistics-G3DPUUTY-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-G3DPUUTY-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'G3DPUUTY Repository services of central and rim nodes call each other' -Description 'GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY -> GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY, SVC-TCP-4242' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.1.21') -RemotePort @('4242') -ErrorAction Stop -WhatIf:$WhatIfPreference
Clear-Rule 'portolan-harbour-logistics-G3DPUUTY-outbound-2'
New-NetFirewallRule -Name 'portolan-harbour-logistics-G3DPUUTY-outbound-2' -Group 'portolan-harbour-logistics' -DisplayName 'G3DPUUTY Repository services of central and rim nodes call each other' -Description 'GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY -> GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY, SVC-TCP-4242' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('fd20:0:0:21::11') -RemoteAddress @('fd20:0:0:21::21') -RemotePort @('4242') -ErrorAction Stop -WhatIf:$WhatIfPreference
# GGDO7GTT qs-standby -> GRP-CORE-COMPLETE-ENGINE-QS-CENTRAL-QS-ENGINE1, SVC-TCP-4444
Clear-Rule 'portolan-harbour-logistics-GGDO7GTT-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GGDO7GTT-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'GGDO7GTT The central node sends a rim node its certificate and queries its state' -Description 'qs-standby -> GRP-CORE-COMPLETE-ENGINE-QS-CENTRAL-QS-ENGINE1, SVC-TCP-4444' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.1.10', '10.20.1.21') -RemotePort @('4444') -ErrorAction Stop -WhatIf:$WhatIfPreference
Clear-Rule 'portolan-harbour-logistics-GGDO7GTT-outbound-2'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GGDO7GTT-outbound-2' -Group 'portolan-harbour-logistics' -DisplayName 'GGDO7GTT The central node sends a rim node its certificate and queries its state' -Description 'qs-standby -> GRP-CORE-COMPLETE-ENGINE-QS-CENTRAL-QS-ENGINE1, SVC-TCP-4444' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('fd20:0:0:21::11') -RemoteAddress @('fd20:0:0:21::10', 'fd20:0:0:21::21') -RemotePort @('4444') -ErrorAction Stop -WhatIf:$WhatIfPreference
# GFZ22U2I GRP-CORE-COMPLETE -> mail1, SVC-TCP-25
Clear-Rule 'portolan-harbour-logistics-GFZ22U2I-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GFZ22U2I-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'GFZ22U2I Hosts send mail to the relay' -Description 'GRP-CORE-COMPLETE -> mail1, SVC-TCP-25' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.2.52') -RemotePort @('25') -ErrorAction Stop -WhatIf:$WhatIfPreference
# GVGSGSWV GRP-CORE-COMPLETE-ENGINE -> backup1, SVC-TCP-445
Clear-Rule 'portolan-harbour-logistics-GVGSGSWV-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GVGSGSWV-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'GVGSGSWV Backups and copies of logs are written to the backup folder' -Description 'GRP-CORE-COMPLETE-ENGINE -> backup1, SVC-TCP-445' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.2.40') -RemotePort @('445') -ErrorAction Stop -WhatIf:$WhatIfPreference
# G2GUOV3V GRP-CORE-COMPLETE-ENGINE -> dc1, SVC-ICMP
Clear-Rule 'portolan-harbour-logistics-G2GUOV3V-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-G2GUOV3V-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'G2GUOV3V ICMP echo to domain controllers before and during LDAP sessions' -Description 'GRP-CORE-COMPLETE-ENGINE -> dc1, SVC-ICMP' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'ICMPv4' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.2.5') -ErrorAction Stop -WhatIf:$WhatIfPreference
# G4LNPQE4 GRP-CORE-COMPLETE-ENGINE -> dc1, SVC-DNS
Clear-Rule 'portolan-harbour-logistics-G4LNPQE4-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-G4LNPQE4-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'G4LNPQE4 DNS queries for hosts and domain controllers' -Description 'GRP-CORE-COMPLETE-ENGINE -> dc1, SVC-DNS' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.2.5') -RemotePort @('53') -ErrorAction Stop -WhatIf:$WhatIfPreference
Clear-Rule 'portolan-harbour-logistics-G4LNPQE4-outbound-2'
New-NetFirewallRule -Name 'portolan-harbour-logistics-G4LNPQE4-outbound-2' -Group 'portolan-harbour-logistics' -DisplayName 'G4LNPQE4 DNS queries for hosts and domain controllers' -Description 'GRP-CORE-COMPLETE-ENGINE -> dc1, SVC-DNS' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'UDP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.2.5') -RemotePort @('53') -ErrorAction Stop -WhatIf:$WhatIfPreference
# GAWWCJVJ GRP-CORE-COMPLETE-ENGINE -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464
Clear-Rule 'portolan-harbour-logistics-GAWWCJVJ-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GAWWCJVJ-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'GAWWCJVJ Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members; LDAP queries...' -Description 'GRP-CORE-COMPLETE-ENGINE -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.2.5') -RemotePort @('88', '135', '389', '445', '464', '49152-65535') -ErrorAction Stop -WhatIf:$WhatIfPreference
Clear-Rule 'portolan-harbour-logistics-GAWWCJVJ-outbound-2'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GAWWCJVJ-outbound-2' -Group 'portolan-harbour-logistics' -DisplayName 'GAWWCJVJ Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members; LDAP queries...' -Description 'GRP-CORE-COMPLETE-ENGINE -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'UDP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.2.5') -RemotePort @('88', '389', '464') -ErrorAction Stop -WhatIf:$WhatIfPreference
# GDUSPMJU GRP-CORE-COMPLETE-ENGINE -> dc1, SVC-UDP-123
Clear-Rule 'portolan-harbour-logistics-GDUSPMJU-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GDUSPMJU-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'GDUSPMJU Time synchronisation (NTP)' -Description 'GRP-CORE-COMPLETE-ENGINE -> dc1, SVC-UDP-123' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'UDP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.2.5') -LocalPort @('49152-65535') -RemotePort @('123') -ErrorAction Stop -WhatIf:$WhatIfPreference
# G67RM64Z GRP-CORE-COMPLETE-ENGINE -> dwh1, SVC-TCP-1433
Clear-Rule 'portolan-harbour-logistics-G67RM64Z-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-G67RM64Z-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'G67RM64Z Database queries (default instance)' -Description 'GRP-CORE-COMPLETE-ENGINE -> dwh1, SVC-TCP-1433' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.2.55') -RemotePort @('1433') -ErrorAction Stop -WhatIf:$WhatIfPreference
# G6MY4C3G GRP-CORE-COMPLETE-ENGINE -> qs-db1, SVC-TCP-4432
Clear-Rule 'portolan-harbour-logistics-G6MY4C3G-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-G6MY4C3G-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'G6MY4C3G Repository and dispatcher services read and write the repository database' -Description 'GRP-CORE-COMPLETE-ENGINE -> qs-db1, SVC-TCP-4432' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.2.20') -RemotePort @('4432') -ErrorAction Stop -WhatIf:$WhatIfPreference
# GDQD2J3N GRP-CORE-COMPLETE-ENGINE -> qs-files1, SVC-TCP-445
Clear-Rule 'portolan-harbour-logistics-GDQD2J3N-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GDQD2J3N-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'GDQD2J3N Apps, static content and archived logs on the file share' -Description 'GRP-CORE-COMPLETE-ENGINE -> qs-files1, SVC-TCP-445' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.2.30') -RemotePort @('445') -ErrorAction Stop -WhatIf:$WhatIfPreference
# GUAVH56K GRP-CORE-COMPLETE-ENGINE -> update1, SVC-TCP-8530
Clear-Rule 'portolan-harbour-logistics-GUAVH56K-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GUAVH56K-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'GUAVH56K Windows updates from WSUS' -Description 'GRP-CORE-COMPLETE-ENGINE -> update1, SVC-TCP-8530' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.2.51') -RemotePort @('8530') -ErrorAction Stop -WhatIf:$WhatIfPreference
# GVBKOSXM GRP-CORE-COMPLETE -> web-proxy, SVC-TCP-3128
Clear-Rule 'portolan-harbour-logistics-GVBKOSXM-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GVBKOSXM-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'GVBKOSXM Internet access via the forward proxy' -Description 'GRP-CORE-COMPLETE -> web-proxy, SVC-TCP-3128' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.0.250') -RemotePort @('3128') -ErrorAction Stop -WhatIf:$WhatIfPreference
# G2LBSHZQ GRP-CORE-COMPLETE-ENGINE -> web-proxy, SVC-TCP-3128
Clear-Rule 'portolan-harbour-logistics-G2LBSHZQ-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-G2LBSHZQ-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'G2LBSHZQ The license service of every node calls the vendor''s licensing service' -Description 'GRP-CORE-COMPLETE-ENGINE -> web-proxy, SVC-TCP-3128' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.0.250') -RemotePort @('3128') -ErrorAction Stop -WhatIf:$WhatIfPreference
# G3L3GQO4 qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4242
Clear-Rule 'portolan-harbour-logistics-G3L3GQO4-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-G3L3GQO4-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'G3L3GQO4 Repository services of central and rim nodes call each other' -Description 'qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4242' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.0.11', '10.20.0.12') -RemotePort @('4242') -ErrorAction Stop -WhatIf:$WhatIfPreference
Clear-Rule 'portolan-harbour-logistics-G3L3GQO4-outbound-2'
New-NetFirewallRule -Name 'portolan-harbour-logistics-G3L3GQO4-outbound-2' -Group 'portolan-harbour-logistics' -DisplayName 'G3L3GQO4 Repository services of central and rim nodes call each other' -Description 'qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4242' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('fd20:0:0:21::11') -RemoteAddress @('fd20:0:0:20::11', 'fd20:0:0:20::12') -RemotePort @('4242') -ErrorAction Stop -WhatIf:$WhatIfPreference
# GLL3JMUL qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4444
Clear-Rule 'portolan-harbour-logistics-GLL3JMUL-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GLL3JMUL-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'GLL3JMUL The central node sends a rim node its certificate and queries its state' -Description 'qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4444' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.1.11') -RemoteAddress @('10.20.0.11', '10.20.0.12') -RemotePort @('4444') -ErrorAction Stop -WhatIf:$WhatIfPreference
Clear-Rule 'portolan-harbour-logistics-GLL3JMUL-outbound-2'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GLL3JMUL-outbound-2' -Group 'portolan-harbour-logistics' -DisplayName 'GLL3JMUL The central node sends a rim node its certificate and queries its state' -Description 'qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4444' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('fd20:0:0:21::11') -RemoteAddress @('fd20:0:0:20::11', 'fd20:0:0:20::12') -RemotePort @('4444') -ErrorAction Stop -WhatIf:$WhatIfPreference
Clear-Rule 'portolan-harbour-logistics-neighbours-inbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-neighbours-inbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'neighbours ICMPv6 router and neighbour discovery' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'ICMPv6' -IcmpType @('133', '134', '135', '136') -ErrorAction Stop -WhatIf:$WhatIfPreference
Clear-Rule 'portolan-harbour-logistics-neighbours-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-neighbours-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'neighbours ICMPv6 router and neighbour discovery' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'ICMPv6' -IcmpType @('133', '134', '135', '136') -ErrorAction Stop -WhatIf:$WhatIfPreference

Clear-Group 'portolan-harbour-logistics' @('portolan-harbour-logistics-GJAJXL2K-inbound-1', 'portolan-harbour-logistics-GRBVS7KY-inbound-1', 'portolan-harbour-logistics-GUAQZN27-inbound-1', 'portolan-harbour-logistics-GUAQZN27-inbound-2', 'portolan-harbour-logistics-G3DPUUTY-inbound-1', 'portolan-harbour-logistics-G3DPUUTY-inbound-2', 'portolan-harbour-logistics-GW4SAMSV-inbound-1', 'portolan-harbour-logistics-GW4SAMSV-inbound-2', 'portolan-harbour-logistics-G7BMSGXG-inbound-1', 'portolan-harbour-logistics-G5YCNTSR-inbound-1', 'portolan-harbour-logistics-G5YCNTSR-inbound-2', 'portolan-harbour-logistics-GXKOBWZ3-inbound-1', 'portolan-harbour-logistics-GXKOBWZ3-inbound-2', 'portolan-harbour-logistics-GUAQZN27-outbound-1', 'portolan-harbour-logistics-GUAQZN27-outbound-2', 'portolan-harbour-logistics-G3DPUUTY-outbound-1', 'portolan-harbour-logistics-G3DPUUTY-outbound-2', 'portolan-harbour-logistics-GGDO7GTT-outbound-1', 'portolan-harbour-logistics-GGDO7GTT-outbound-2', 'portolan-harbour-logistics-GFZ22U2I-outbound-1', 'portolan-harbour-logistics-GVGSGSWV-outbound-1', 'portolan-harbour-logistics-G2GUOV3V-outbound-1', 'portolan-harbour-logistics-G4LNPQE4-outbound-1', 'portolan-harbour-logistics-G4LNPQE4-outbound-2', 'portolan-harbour-logistics-GAWWCJVJ-outbound-1', 'portolan-harbour-logistics-GAWWCJVJ-outbound-2', 'portolan-harbour-logistics-GDUSPMJU-outbound-1', 'portolan-harbour-logistics-G67RM64Z-outbound-1', 'portolan-harbour-logistics-G6MY4C3G-outbound-1', 'portolan-harbour-logistics-GDQD2J3N-outbound-1', 'portolan-harbour-logistics-GUAVH56K-outbound-1', 'portolan-harbour-logistics-GVBKOSXM-outbound-1', 'portolan-harbour-logistics-G2LBSHZQ-outbound-1', 'portolan-harbour-logistics-G3L3GQO4-outbound-1', 'portolan-harbour-logistics-G3L3GQO4-outbound-2', 'portolan-harbour-logistics-GLL3JMUL-outbound-1', 'portolan-harbour-logistics-GLL3JMUL-outbound-2', 'portolan-harbour-logistics-neighbours-inbound-1', 'portolan-harbour-logistics-neighbours-outbound-1')
Confirm-Group 'portolan-harbour-logistics' 39
Set-NetFirewallProfile -Name @('Domain', 'Private', 'Public') -Enabled True -DefaultInboundAction Block -DefaultOutboundAction Block -ErrorAction Stop -WhatIf:$WhatIfPreference
