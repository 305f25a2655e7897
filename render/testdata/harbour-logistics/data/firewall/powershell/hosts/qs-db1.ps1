#Requires -RunAsAdministrator
# Packet filter of the host qs-db1.harbour.example
# Harbour Logistics, Analytics platform, production, revision 1.2, 2026-11-26, Confidential
# All other packets to this host are dropped. If this file has rules for outbound traffic, all other outbound packets are dropped too.
# Always allowed: replies to allowed traffic, loopback traffic, neighbour discovery.
# The comment of each rule starts with its id in the worksheets, which list the reasons.
# Rules without a valid approval, and rules whose end date has passed, are comments and have no effect.
# A rule with capitals behind its objects is in place without a valid approval; its owner has it approved or removed.
# Before the first use, make sure that a rule allows administrators, and that the previous state is restored automatically unless the new one is confirmed.
# Windows: rules of other groups stay as they are. Those that are enabled and allow packets let through more than this file.
# Run it without parameters to put the rules in place, with -WhatIf to see what it would do, with -Remove to take its rules away.

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

# G4PUGKT6 administrators -> GRP-DATA-DFS-MEMBER-SERVER, SVC-TCP-3389
Clear-Rule 'portolan-harbour-logistics-G4PUGKT6-inbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-G4PUGKT6-inbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'G4PUGKT6 Remote administration; the database''s tools run on its own host' -Description 'administrators -> GRP-DATA-DFS-MEMBER-SERVER, SVC-TCP-3389' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.2.20') -RemoteAddress @('10.9.0.0/24') -LocalPort @('3389') -ErrorAction Stop -WhatIf:$WhatIfPreference
# G6MY4C3G GRP-CORE-COMPLETE-ENGINE -> qs-db1, SVC-TCP-4432
Clear-Rule 'portolan-harbour-logistics-G6MY4C3G-inbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-G6MY4C3G-inbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'G6MY4C3G Repository and dispatcher services read and write the repository database' -Description 'GRP-CORE-COMPLETE-ENGINE -> qs-db1, SVC-TCP-4432' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.2.20') -RemoteAddress @('10.20.1.10', '10.20.1.11', '10.20.1.21') -LocalPort @('4432') -ErrorAction Stop -WhatIf:$WhatIfPreference
# G2LU7FZ6 monitor1 -> GRP-DATA-SERVER, SVC-TCP-10050
Clear-Rule 'portolan-harbour-logistics-G2LU7FZ6-inbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-G2LU7FZ6-inbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'G2LU7FZ6 Zabbix passive checks of agents' -Description 'monitor1 -> GRP-DATA-SERVER, SVC-TCP-10050' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.2.20') -RemoteAddress @('10.20.2.50') -LocalPort @('10050') -ErrorAction Stop -WhatIf:$WhatIfPreference
# GCK5YGTF GRP-ANALYTICS-PROXIES -> qs-db1, SVC-TCP-4432
Clear-Rule 'portolan-harbour-logistics-GCK5YGTF-inbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GCK5YGTF-inbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'GCK5YGTF Repository and dispatcher services read and write the repository database' -Description 'GRP-ANALYTICS-PROXIES -> qs-db1, SVC-TCP-4432' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.2.20') -RemoteAddress @('10.20.0.11', '10.20.0.12') -LocalPort @('4432') -ErrorAction Stop -WhatIf:$WhatIfPreference
# GAYQC4KC GRP-DATA-SERVER -> backup1, SVC-TCP-445
Clear-Rule 'portolan-harbour-logistics-GAYQC4KC-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GAYQC4KC-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'GAYQC4KC Backups and copies of logs are written to the backup folder' -Description 'GRP-DATA-SERVER -> backup1, SVC-TCP-445' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.2.20') -RemoteAddress @('10.20.2.40') -RemotePort @('445') -ErrorAction Stop -WhatIf:$WhatIfPreference
# GUZIQIN2 GRP-DATA-SERVER -> dc1, SVC-ICMP
Clear-Rule 'portolan-harbour-logistics-GUZIQIN2-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GUZIQIN2-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'GUZIQIN2 ICMP echo to domain controllers before and during LDAP sessions' -Description 'GRP-DATA-SERVER -> dc1, SVC-ICMP' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'ICMPv4' -LocalAddress @('10.20.2.20') -RemoteAddress @('10.20.2.5') -ErrorAction Stop -WhatIf:$WhatIfPreference
# GCUAL6JY GRP-DATA-SERVER -> dc1, SVC-DNS
Clear-Rule 'portolan-harbour-logistics-GCUAL6JY-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GCUAL6JY-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'GCUAL6JY DNS queries for hosts and domain controllers' -Description 'GRP-DATA-SERVER -> dc1, SVC-DNS' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.2.20') -RemoteAddress @('10.20.2.5') -RemotePort @('53') -ErrorAction Stop -WhatIf:$WhatIfPreference
Clear-Rule 'portolan-harbour-logistics-GCUAL6JY-outbound-2'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GCUAL6JY-outbound-2' -Group 'portolan-harbour-logistics' -DisplayName 'GCUAL6JY DNS queries for hosts and domain controllers' -Description 'GRP-DATA-SERVER -> dc1, SVC-DNS' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'UDP' -LocalAddress @('10.20.2.20') -RemoteAddress @('10.20.2.5') -RemotePort @('53') -ErrorAction Stop -WhatIf:$WhatIfPreference
# GJVDXDU4 GRP-DATA-SERVER -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464
Clear-Rule 'portolan-harbour-logistics-GJVDXDU4-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GJVDXDU4-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'GJVDXDU4 Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members; LDAP queries...' -Description 'GRP-DATA-SERVER -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.2.20') -RemoteAddress @('10.20.2.5') -RemotePort @('88', '135', '389', '445', '464', '49152-65535') -ErrorAction Stop -WhatIf:$WhatIfPreference
Clear-Rule 'portolan-harbour-logistics-GJVDXDU4-outbound-2'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GJVDXDU4-outbound-2' -Group 'portolan-harbour-logistics' -DisplayName 'GJVDXDU4 Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members; LDAP queries...' -Description 'GRP-DATA-SERVER -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'UDP' -LocalAddress @('10.20.2.20') -RemoteAddress @('10.20.2.5') -RemotePort @('88', '389', '464') -ErrorAction Stop -WhatIf:$WhatIfPreference
# GZFD5UGO GRP-DATA-SERVER -> dc1, SVC-UDP-123
Clear-Rule 'portolan-harbour-logistics-GZFD5UGO-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GZFD5UGO-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'GZFD5UGO Time synchronisation (NTP)' -Description 'GRP-DATA-SERVER -> dc1, SVC-UDP-123' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'UDP' -LocalAddress @('10.20.2.20') -RemoteAddress @('10.20.2.5') -LocalPort @('49152-65535') -RemotePort @('123') -ErrorAction Stop -WhatIf:$WhatIfPreference
# GLPBL7EL GRP-DATA-SERVER -> update1, SVC-TCP-8530
Clear-Rule 'portolan-harbour-logistics-GLPBL7EL-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-GLPBL7EL-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'GLPBL7EL Windows updates from WSUS' -Description 'GRP-DATA-SERVER -> update1, SVC-TCP-8530' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.2.20') -RemoteAddress @('10.20.2.51') -RemotePort @('8530') -ErrorAction Stop -WhatIf:$WhatIfPreference
Clear-Rule 'portolan-harbour-logistics-neighbours-inbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-neighbours-inbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'neighbours ICMPv6 router and neighbour discovery' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'ICMPv6' -IcmpType @('133', '134', '135', '136') -ErrorAction Stop -WhatIf:$WhatIfPreference
Clear-Rule 'portolan-harbour-logistics-neighbours-outbound-1'
New-NetFirewallRule -Name 'portolan-harbour-logistics-neighbours-outbound-1' -Group 'portolan-harbour-logistics' -DisplayName 'neighbours ICMPv6 router and neighbour discovery' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'ICMPv6' -IcmpType @('133', '134', '135', '136') -ErrorAction Stop -WhatIf:$WhatIfPreference

Clear-Group 'portolan-harbour-logistics' @('portolan-harbour-logistics-G4PUGKT6-inbound-1', 'portolan-harbour-logistics-G6MY4C3G-inbound-1', 'portolan-harbour-logistics-G2LU7FZ6-inbound-1', 'portolan-harbour-logistics-GCK5YGTF-inbound-1', 'portolan-harbour-logistics-GAYQC4KC-outbound-1', 'portolan-harbour-logistics-GUZIQIN2-outbound-1', 'portolan-harbour-logistics-GCUAL6JY-outbound-1', 'portolan-harbour-logistics-GCUAL6JY-outbound-2', 'portolan-harbour-logistics-GJVDXDU4-outbound-1', 'portolan-harbour-logistics-GJVDXDU4-outbound-2', 'portolan-harbour-logistics-GZFD5UGO-outbound-1', 'portolan-harbour-logistics-GLPBL7EL-outbound-1', 'portolan-harbour-logistics-neighbours-inbound-1', 'portolan-harbour-logistics-neighbours-outbound-1')
Confirm-Group 'portolan-harbour-logistics' 14
Set-NetFirewallProfile -Name @('Domain', 'Private', 'Public') -Enabled True -DefaultInboundAction Block -DefaultOutboundAction Block -ErrorAction Stop -WhatIf:$WhatIfPreference
