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

function Test-Rule([string]$Name) {
    return @(Get-NetFirewallRule -Name $Name -ErrorAction SilentlyContinue).Count -gt 0
}
function Set-Rule([string]$Name, [string]$Direction, [string]$Protocol, [string]$DisplayName, [hashtable]$More) {
    if (Test-Rule $Name) {
        Set-NetFirewallRule -Name $Name -NewDisplayName $DisplayName -Action Allow -Enabled True -Profile Any -InterfaceType Any @More -ErrorAction Stop -WhatIf:$WhatIfPreference
    } else {
        New-NetFirewallRule -Name $Name -Group 'portolan-harbour-logistics' -DisplayName $DisplayName -Direction $Direction -Protocol $Protocol -Action Allow -Enabled True -Profile Any @More -ErrorAction Stop -WhatIf:$WhatIfPreference
    }
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
Set-Rule 'portolan-harbour-logistics-GJCNI6ZK-inbound-tcp-1' Inbound 'TCP' 'GJCNI6ZK Remote administration; the database''s tools run on its own host' @{ Description = 'administrators -> GRP-DATA-DFS-MEMBER-SERVER, SVC-TCP-3389'; LocalAddress = @('10.20.2.20'); RemoteAddress = @('10.9.0.0/24'); LocalPort = @('3389'); RemotePort = 'Any' }
# GZCD65NW GRP-CORE-COMPLETE-ENGINE -> qs-db1, SVC-TCP-4432
Set-Rule 'portolan-harbour-logistics-GZCD65NW-inbound-tcp-1' Inbound 'TCP' 'GZCD65NW Repository and dispatcher services read and write the repository database' @{ Description = 'GRP-CORE-COMPLETE-ENGINE -> qs-db1, SVC-TCP-4432'; LocalAddress = @('10.20.2.20'); RemoteAddress = @('10.20.1.10', '10.20.1.11', '10.20.1.21'); LocalPort = @('4432'); RemotePort = 'Any' }
# GHKAKOHW monitor1 -> GRP-DATA-SERVER, SVC-TCP-10050
Set-Rule 'portolan-harbour-logistics-GHKAKOHW-inbound-tcp-1' Inbound 'TCP' 'GHKAKOHW Zabbix passive checks of agents' @{ Description = 'monitor1 -> GRP-DATA-SERVER, SVC-TCP-10050'; LocalAddress = @('10.20.2.20'); RemoteAddress = @('10.20.2.50'); LocalPort = @('10050'); RemotePort = 'Any' }
# GUPX6XAI GRP-ANALYTICS-PROXIES -> qs-db1, SVC-TCP-4432
Set-Rule 'portolan-harbour-logistics-GUPX6XAI-inbound-tcp-1' Inbound 'TCP' 'GUPX6XAI Repository and dispatcher services read and write the repository database' @{ Description = 'GRP-ANALYTICS-PROXIES -> qs-db1, SVC-TCP-4432'; LocalAddress = @('10.20.2.20'); RemoteAddress = @('10.20.0.11', '10.20.0.12'); LocalPort = @('4432'); RemotePort = 'Any' }
# GWP7G4DC GRP-DATA-SERVER -> backup1, SVC-TCP-445
Set-Rule 'portolan-harbour-logistics-GWP7G4DC-outbound-tcp-1' Outbound 'TCP' 'GWP7G4DC Backups and copies of logs are written to the backup folder' @{ Description = 'GRP-DATA-SERVER -> backup1, SVC-TCP-445'; LocalAddress = @('10.20.2.20'); RemoteAddress = @('10.20.2.40'); LocalPort = 'Any'; RemotePort = @('445') }
# GEDXH2II GRP-DATA-SERVER -> dc1, SVC-ICMP
Set-Rule 'portolan-harbour-logistics-GEDXH2II-outbound-icmpv4-1' Outbound 'ICMPv4' 'GEDXH2II ICMP echo to domain controllers before and during LDAP sessions' @{ Description = 'GRP-DATA-SERVER -> dc1, SVC-ICMP'; LocalAddress = @('10.20.2.20'); RemoteAddress = @('10.20.2.5'); IcmpType = 'Any' }
# GGKMI6JS GRP-DATA-SERVER -> dc1, SVC-DNS
Set-Rule 'portolan-harbour-logistics-GGKMI6JS-outbound-tcp-1' Outbound 'TCP' 'GGKMI6JS DNS queries for hosts and domain controllers' @{ Description = 'GRP-DATA-SERVER -> dc1, SVC-DNS'; LocalAddress = @('10.20.2.20'); RemoteAddress = @('10.20.2.5'); LocalPort = 'Any'; RemotePort = @('53') }
Set-Rule 'portolan-harbour-logistics-GGKMI6JS-outbound-udp-1' Outbound 'UDP' 'GGKMI6JS DNS queries for hosts and domain controllers' @{ Description = 'GRP-DATA-SERVER -> dc1, SVC-DNS'; LocalAddress = @('10.20.2.20'); RemoteAddress = @('10.20.2.5'); LocalPort = 'Any'; RemotePort = @('53') }
# GA6Z7MKI GRP-DATA-SERVER -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464
Set-Rule 'portolan-harbour-logistics-GA6Z7MKI-outbound-tcp-1' Outbound 'TCP' 'GA6Z7MKI Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members; LDAP queries...' @{ Description = 'GRP-DATA-SERVER -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464'; LocalAddress = @('10.20.2.20'); RemoteAddress = @('10.20.2.5'); LocalPort = 'Any'; RemotePort = @('88', '135', '389', '445', '464', '49152-65535') }
Set-Rule 'portolan-harbour-logistics-GA6Z7MKI-outbound-udp-1' Outbound 'UDP' 'GA6Z7MKI Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members; LDAP queries...' @{ Description = 'GRP-DATA-SERVER -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464'; LocalAddress = @('10.20.2.20'); RemoteAddress = @('10.20.2.5'); LocalPort = 'Any'; RemotePort = @('88', '389', '464') }
# GMLO3A7J GRP-DATA-SERVER -> dc1, SVC-UDP-123
Set-Rule 'portolan-harbour-logistics-GMLO3A7J-outbound-udp-1' Outbound 'UDP' 'GMLO3A7J Time synchronisation (NTP)' @{ Description = 'GRP-DATA-SERVER -> dc1, SVC-UDP-123'; LocalAddress = @('10.20.2.20'); RemoteAddress = @('10.20.2.5'); LocalPort = @('49152-65535'); RemotePort = @('123') }
# GAEKF6PE GRP-DATA-SERVER -> update1, SVC-TCP-8530
Set-Rule 'portolan-harbour-logistics-GAEKF6PE-outbound-tcp-1' Outbound 'TCP' 'GAEKF6PE Windows updates from WSUS' @{ Description = 'GRP-DATA-SERVER -> update1, SVC-TCP-8530'; LocalAddress = @('10.20.2.20'); RemoteAddress = @('10.20.2.51'); LocalPort = 'Any'; RemotePort = @('8530') }
Set-Rule 'portolan-harbour-logistics-neighbours-inbound-icmpv6-1' Inbound 'ICMPv6' 'neighbours ICMPv6 router and neighbour discovery' @{ LocalAddress = 'Any'; RemoteAddress = 'Any'; IcmpType = @('133', '134', '135', '136') }
Set-Rule 'portolan-harbour-logistics-neighbours-outbound-icmpv6-1' Outbound 'ICMPv6' 'neighbours ICMPv6 router and neighbour discovery' @{ LocalAddress = 'Any'; RemoteAddress = 'Any'; IcmpType = @('133', '134', '135', '136') }

Clear-Group 'portolan-harbour-logistics' @('portolan-harbour-logistics-GJCNI6ZK-inbound-tcp-1', 'portolan-harbour-logistics-GZCD65NW-inbound-tcp-1', 'portolan-harbour-logistics-GHKAKOHW-inbound-tcp-1', 'portolan-harbour-logistics-GUPX6XAI-inbound-tcp-1', 'portolan-harbour-logistics-GWP7G4DC-outbound-tcp-1', 'portolan-harbour-logistics-GEDXH2II-outbound-icmpv4-1', 'portolan-harbour-logistics-GGKMI6JS-outbound-tcp-1', 'portolan-harbour-logistics-GGKMI6JS-outbound-udp-1', 'portolan-harbour-logistics-GA6Z7MKI-outbound-tcp-1', 'portolan-harbour-logistics-GA6Z7MKI-outbound-udp-1', 'portolan-harbour-logistics-GMLO3A7J-outbound-udp-1', 'portolan-harbour-logistics-GAEKF6PE-outbound-tcp-1', 'portolan-harbour-logistics-neighbours-inbound-icmpv6-1', 'portolan-harbour-logistics-neighbours-outbound-icmpv6-1')
Confirm-Group 'portolan-harbour-logistics' 14
Set-NetFirewallProfile -Name @('Domain', 'Private', 'Public') -Enabled True -DefaultInboundAction Block -DefaultOutboundAction Block -ErrorAction Stop -WhatIf:$WhatIfPreference
