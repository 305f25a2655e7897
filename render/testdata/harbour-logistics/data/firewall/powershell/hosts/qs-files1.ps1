#Requires -RunAsAdministrator
# Packet filter of the host qs-files1.harbour.example
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

# GJCNI6ZK administrators -> GRP-DATA-DFS-MEMBER-SERVER, SVC-TCP-3389
if (Test-Rule 'portolan-harbour-logistics-GJCNI6ZK-inbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GJCNI6ZK-inbound-tcp-1' -NewDisplayName 'GJCNI6ZK Remote administration; the database''s tools run on its own host' -Description 'administrators -> GRP-DATA-DFS-MEMBER-SERVER, SVC-TCP-3389' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.2.30') -RemoteAddress @('10.9.0.0/24') -LocalPort @('3389') -RemotePort @('Any') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GJCNI6ZK-inbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GJCNI6ZK Remote administration; the database''s tools run on its own host' -Description 'administrators -> GRP-DATA-DFS-MEMBER-SERVER, SVC-TCP-3389' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.2.30') -RemoteAddress @('10.9.0.0/24') -LocalPort @('3389') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GIIUZEIP GRP-CORE-COMPLETE-ENGINE -> qs-files1, SVC-TCP-445
if (Test-Rule 'portolan-harbour-logistics-GIIUZEIP-inbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GIIUZEIP-inbound-tcp-1' -NewDisplayName 'GIIUZEIP Apps, static content and archived logs on the file share' -Description 'GRP-CORE-COMPLETE-ENGINE -> qs-files1, SVC-TCP-445' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.1.10', '10.20.1.11', '10.20.1.21') -LocalPort @('445') -RemotePort @('Any') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GIIUZEIP-inbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GIIUZEIP Apps, static content and archived logs on the file share' -Description 'GRP-CORE-COMPLETE-ENGINE -> qs-files1, SVC-TCP-445' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.1.10', '10.20.1.11', '10.20.1.21') -LocalPort @('445') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GDUB3TYX GRP-DATA-DFS-MEMBER-SERVER-BACKUP1-QS-FILES1 -> GRP-DATA-DFS-MEMBER-SERVER-BACKUP1-QS-FILES1, SVC-TCP-135-49152_65535
if (Test-Rule 'portolan-harbour-logistics-GDUB3TYX-inbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GDUB3TYX-inbound-tcp-1' -NewDisplayName 'GDUB3TYX DFS Replication of folders; RPC endpoint mapper for DFS Replication' -Description 'GRP-DATA-DFS-MEMBER-SERVER-BACKUP1-QS-FILES1 -> GRP-DATA-DFS-MEMBER-SERVER-BACKUP1-QS-FILES1, SVC-TCP-135-49152_65535' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.2.40') -LocalPort @('135', '49152-65535') -RemotePort @('Any') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GDUB3TYX-inbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GDUB3TYX DFS Replication of folders; RPC endpoint mapper for DFS Replication' -Description 'GRP-DATA-DFS-MEMBER-SERVER-BACKUP1-QS-FILES1 -> GRP-DATA-DFS-MEMBER-SERVER-BACKUP1-QS-FILES1, SVC-TCP-135-49152_65535' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.2.40') -LocalPort @('135', '49152-65535') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GHKAKOHW monitor1 -> GRP-DATA-SERVER, SVC-TCP-10050
if (Test-Rule 'portolan-harbour-logistics-GHKAKOHW-inbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GHKAKOHW-inbound-tcp-1' -NewDisplayName 'GHKAKOHW Zabbix passive checks of agents' -Description 'monitor1 -> GRP-DATA-SERVER, SVC-TCP-10050' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.2.50') -LocalPort @('10050') -RemotePort @('Any') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GHKAKOHW-inbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GHKAKOHW Zabbix passive checks of agents' -Description 'monitor1 -> GRP-DATA-SERVER, SVC-TCP-10050' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.2.50') -LocalPort @('10050') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GSZ4KFDS GRP-ANALYTICS-PROXIES -> qs-files1, SVC-TCP-445
if (Test-Rule 'portolan-harbour-logistics-GSZ4KFDS-inbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GSZ4KFDS-inbound-tcp-1' -NewDisplayName 'GSZ4KFDS Apps, static content and archived logs on the file share' -Description 'GRP-ANALYTICS-PROXIES -> qs-files1, SVC-TCP-445' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.0.11', '10.20.0.12') -LocalPort @('445') -RemotePort @('Any') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GSZ4KFDS-inbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GSZ4KFDS Apps, static content and archived logs on the file share' -Description 'GRP-ANALYTICS-PROXIES -> qs-files1, SVC-TCP-445' -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.0.11', '10.20.0.12') -LocalPort @('445') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GDUB3TYX GRP-DATA-DFS-MEMBER-SERVER-BACKUP1-QS-FILES1 -> GRP-DATA-DFS-MEMBER-SERVER-BACKUP1-QS-FILES1, SVC-TCP-135-49152_65535
if (Test-Rule 'portolan-harbour-logistics-GDUB3TYX-outbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GDUB3TYX-outbound-tcp-1' -NewDisplayName 'GDUB3TYX DFS Replication of folders; RPC endpoint mapper for DFS Replication' -Description 'GRP-DATA-DFS-MEMBER-SERVER-BACKUP1-QS-FILES1 -> GRP-DATA-DFS-MEMBER-SERVER-BACKUP1-QS-FILES1, SVC-TCP-135-49152_65535' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.2.40') -LocalPort @('Any') -RemotePort @('135', '49152-65535') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GDUB3TYX-outbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GDUB3TYX DFS Replication of folders; RPC endpoint mapper for DFS Replication' -Description 'GRP-DATA-DFS-MEMBER-SERVER-BACKUP1-QS-FILES1 -> GRP-DATA-DFS-MEMBER-SERVER-BACKUP1-QS-FILES1, SVC-TCP-135-49152_65535' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.2.40') -RemotePort @('135', '49152-65535') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GWP7G4DC GRP-DATA-SERVER -> backup1, SVC-TCP-445
if (Test-Rule 'portolan-harbour-logistics-GWP7G4DC-outbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GWP7G4DC-outbound-tcp-1' -NewDisplayName 'GWP7G4DC Backups and copies of logs are written to the backup folder' -Description 'GRP-DATA-SERVER -> backup1, SVC-TCP-445' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.2.40') -LocalPort @('Any') -RemotePort @('445') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GWP7G4DC-outbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GWP7G4DC Backups and copies of logs are written to the backup folder' -Description 'GRP-DATA-SERVER -> backup1, SVC-TCP-445' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.2.40') -RemotePort @('445') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GEDXH2II GRP-DATA-SERVER -> dc1, SVC-ICMP
if (Test-Rule 'portolan-harbour-logistics-GEDXH2II-outbound-icmpv4-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GEDXH2II-outbound-icmpv4-1' -NewDisplayName 'GEDXH2II ICMP echo to domain controllers before and during LDAP sessions' -Description 'GRP-DATA-SERVER -> dc1, SVC-ICMP' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.2.5') -IcmpType @('Any') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GEDXH2II-outbound-icmpv4-1' -Group 'portolan-harbour-logistics' -DisplayName 'GEDXH2II ICMP echo to domain controllers before and during LDAP sessions' -Description 'GRP-DATA-SERVER -> dc1, SVC-ICMP' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'ICMPv4' -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.2.5') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GGKMI6JS GRP-DATA-SERVER -> dc1, SVC-DNS
if (Test-Rule 'portolan-harbour-logistics-GGKMI6JS-outbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GGKMI6JS-outbound-tcp-1' -NewDisplayName 'GGKMI6JS DNS queries for hosts and domain controllers' -Description 'GRP-DATA-SERVER -> dc1, SVC-DNS' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.2.5') -LocalPort @('Any') -RemotePort @('53') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GGKMI6JS-outbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GGKMI6JS DNS queries for hosts and domain controllers' -Description 'GRP-DATA-SERVER -> dc1, SVC-DNS' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.2.5') -RemotePort @('53') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
if (Test-Rule 'portolan-harbour-logistics-GGKMI6JS-outbound-udp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GGKMI6JS-outbound-udp-1' -NewDisplayName 'GGKMI6JS DNS queries for hosts and domain controllers' -Description 'GRP-DATA-SERVER -> dc1, SVC-DNS' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.2.5') -LocalPort @('Any') -RemotePort @('53') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GGKMI6JS-outbound-udp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GGKMI6JS DNS queries for hosts and domain controllers' -Description 'GRP-DATA-SERVER -> dc1, SVC-DNS' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'UDP' -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.2.5') -RemotePort @('53') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GA6Z7MKI GRP-DATA-SERVER -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464
if (Test-Rule 'portolan-harbour-logistics-GA6Z7MKI-outbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GA6Z7MKI-outbound-tcp-1' -NewDisplayName 'GA6Z7MKI Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members; LDAP queries...' -Description 'GRP-DATA-SERVER -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.2.5') -LocalPort @('Any') -RemotePort @('88', '135', '389', '445', '464', '49152-65535') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GA6Z7MKI-outbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GA6Z7MKI Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members; LDAP queries...' -Description 'GRP-DATA-SERVER -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.2.5') -RemotePort @('88', '135', '389', '445', '464', '49152-65535') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
if (Test-Rule 'portolan-harbour-logistics-GA6Z7MKI-outbound-udp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GA6Z7MKI-outbound-udp-1' -NewDisplayName 'GA6Z7MKI Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members; LDAP queries...' -Description 'GRP-DATA-SERVER -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.2.5') -LocalPort @('Any') -RemotePort @('88', '389', '464') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GA6Z7MKI-outbound-udp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GA6Z7MKI Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members; LDAP queries...' -Description 'GRP-DATA-SERVER -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'UDP' -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.2.5') -RemotePort @('88', '389', '464') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GMLO3A7J GRP-DATA-SERVER -> dc1, SVC-UDP-123
if (Test-Rule 'portolan-harbour-logistics-GMLO3A7J-outbound-udp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GMLO3A7J-outbound-udp-1' -NewDisplayName 'GMLO3A7J Time synchronisation (NTP)' -Description 'GRP-DATA-SERVER -> dc1, SVC-UDP-123' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.2.5') -LocalPort @('49152-65535') -RemotePort @('123') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GMLO3A7J-outbound-udp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GMLO3A7J Time synchronisation (NTP)' -Description 'GRP-DATA-SERVER -> dc1, SVC-UDP-123' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'UDP' -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.2.5') -LocalPort @('49152-65535') -RemotePort @('123') -ErrorAction Stop -WhatIf:$WhatIfPreference
}
# GAEKF6PE GRP-DATA-SERVER -> update1, SVC-TCP-8530
if (Test-Rule 'portolan-harbour-logistics-GAEKF6PE-outbound-tcp-1') {
    Set-NetFirewallRule -Name 'portolan-harbour-logistics-GAEKF6PE-outbound-tcp-1' -NewDisplayName 'GAEKF6PE Windows updates from WSUS' -Description 'GRP-DATA-SERVER -> update1, SVC-TCP-8530' -Action Allow -Enabled True -Profile Any -InterfaceType Any -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.2.51') -LocalPort @('Any') -RemotePort @('8530') -ErrorAction Stop -WhatIf:$WhatIfPreference
} else {
    New-NetFirewallRule -Name 'portolan-harbour-logistics-GAEKF6PE-outbound-tcp-1' -Group 'portolan-harbour-logistics' -DisplayName 'GAEKF6PE Windows updates from WSUS' -Description 'GRP-DATA-SERVER -> update1, SVC-TCP-8530' -Direction Outbound -Action Allow -Enabled True -Profile Any -Protocol 'TCP' -LocalAddress @('10.20.2.30') -RemoteAddress @('10.20.2.51') -RemotePort @('8530') -ErrorAction Stop -WhatIf:$WhatIfPreference
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

Clear-Group 'portolan-harbour-logistics' @('portolan-harbour-logistics-GJCNI6ZK-inbound-tcp-1', 'portolan-harbour-logistics-GIIUZEIP-inbound-tcp-1', 'portolan-harbour-logistics-GDUB3TYX-inbound-tcp-1', 'portolan-harbour-logistics-GHKAKOHW-inbound-tcp-1', 'portolan-harbour-logistics-GSZ4KFDS-inbound-tcp-1', 'portolan-harbour-logistics-GDUB3TYX-outbound-tcp-1', 'portolan-harbour-logistics-GWP7G4DC-outbound-tcp-1', 'portolan-harbour-logistics-GEDXH2II-outbound-icmpv4-1', 'portolan-harbour-logistics-GGKMI6JS-outbound-tcp-1', 'portolan-harbour-logistics-GGKMI6JS-outbound-udp-1', 'portolan-harbour-logistics-GA6Z7MKI-outbound-tcp-1', 'portolan-harbour-logistics-GA6Z7MKI-outbound-udp-1', 'portolan-harbour-logistics-GMLO3A7J-outbound-udp-1', 'portolan-harbour-logistics-GAEKF6PE-outbound-tcp-1', 'portolan-harbour-logistics-neighbours-inbound-icmpv6-1', 'portolan-harbour-logistics-neighbours-outbound-icmpv6-1')
Confirm-Group 'portolan-harbour-logistics' 16
Set-NetFirewallProfile -Name @('Domain', 'Private', 'Public') -Enabled True -DefaultInboundAction Block -DefaultOutboundAction Block -ErrorAction Stop -WhatIf:$WhatIfPreference
