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
# GCVCK33G qs-central -> qs-standby, SVC-TCP-5050 - DO NOT IMPLEMENT: Not approved.
# GPWD3WHF qs-central -> qs-standby, SVC-TCP-5151 - DO NOT IMPLEMENT: Not approved.
# GFW2SKDV qs-standby -> qs-central, SVC-TCP-5050 - DO NOT IMPLEMENT: Not approved.
# GJBAGX56 qs-standby -> qs-central, SVC-TCP-5151 - DO NOT IMPLEMENT: Not approved.

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

# GSAVLUIC administrators -> GRP-CORE-COMPLETE-ENGINE, SVC-TCP-3389
Set-Rule 'portolan-harbour-logistics-GSAVLUIC-inbound-tcp-1' Inbound 'TCP' 'GSAVLUIC Remote administration; the database''s tools run on its own host' @{ Description = 'administrators -> GRP-CORE-COMPLETE-ENGINE, SVC-TCP-3389'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.9.0.0/24'); LocalPort = @('3389'); RemotePort = 'Any' }
# GNFAUS4C administrators -> qs-standby, SVC-TCP-443
Set-Rule 'portolan-harbour-logistics-GNFAUS4C-inbound-tcp-1' Inbound 'TCP' 'GNFAUS4C Administrators open the management console, which always uses the central node''s proxy' @{ Description = 'administrators -> qs-standby, SVC-TCP-443'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.9.0.0/24'); LocalPort = @('443'); RemotePort = 'Any' }
# GPPTIVI4 GRP-CORE-COMPLETE -> GRP-CORE-COMPLETE, SVC-TCP-4242
Set-Rule 'portolan-harbour-logistics-GPPTIVI4-inbound-tcp-1' Inbound 'TCP' 'GPPTIVI4 Repository services of central and rim nodes call each other' @{ Description = 'GRP-CORE-COMPLETE -> GRP-CORE-COMPLETE, SVC-TCP-4242'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.1.10'); LocalPort = @('4242'); RemotePort = 'Any' }
Set-Rule 'portolan-harbour-logistics-GPPTIVI4-inbound-tcp-2' Inbound 'TCP' 'GPPTIVI4 Repository services of central and rim nodes call each other' @{ Description = 'GRP-CORE-COMPLETE -> GRP-CORE-COMPLETE, SVC-TCP-4242'; LocalAddress = @('fd20:0:0:21::11'); RemoteAddress = @('fd20:0:0:21::10'); LocalPort = @('4242'); RemotePort = 'Any' }
# GWNFGNXG GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY -> GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY, SVC-TCP-4242
Set-Rule 'portolan-harbour-logistics-GWNFGNXG-inbound-tcp-1' Inbound 'TCP' 'GWNFGNXG Repository services of central and rim nodes call each other' @{ Description = 'GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY -> GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY, SVC-TCP-4242'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.1.21'); LocalPort = @('4242'); RemotePort = 'Any' }
Set-Rule 'portolan-harbour-logistics-GWNFGNXG-inbound-tcp-2' Inbound 'TCP' 'GWNFGNXG Repository services of central and rim nodes call each other' @{ Description = 'GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY -> GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY, SVC-TCP-4242'; LocalAddress = @('fd20:0:0:21::11'); RemoteAddress = @('fd20:0:0:21::21'); LocalPort = @('4242'); RemotePort = 'Any' }
# GZM7IQYM qs-central -> GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY, SVC-TCP-4444 - until 2026-12-31
Set-Rule 'portolan-harbour-logistics-GZM7IQYM-inbound-tcp-1' Inbound 'TCP' 'GZM7IQYM The central node sends a rim node its certificate and queries its state' @{ Description = 'qs-central -> GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY, SVC-TCP-4444 - until 2026-12-31'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.1.10'); LocalPort = @('4444'); RemotePort = 'Any' }
Set-Rule 'portolan-harbour-logistics-GZM7IQYM-inbound-tcp-2' Inbound 'TCP' 'GZM7IQYM The central node sends a rim node its certificate and queries its state' @{ Description = 'qs-central -> GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY, SVC-TCP-4444 - until 2026-12-31'; LocalAddress = @('fd20:0:0:21::11'); RemoteAddress = @('fd20:0:0:21::10'); LocalPort = @('4444'); RemotePort = 'Any' }
# GYQOBYJW monitor1 -> GRP-CORE-COMPLETE-ENGINE, SVC-TCP-10050
Set-Rule 'portolan-harbour-logistics-GYQOBYJW-inbound-tcp-1' Inbound 'TCP' 'GYQOBYJW Zabbix passive checks of agents' @{ Description = 'monitor1 -> GRP-CORE-COMPLETE-ENGINE, SVC-TCP-10050'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.2.50'); LocalPort = @('10050'); RemotePort = 'Any' }
# GFG2JVHD GRP-ANALYTICS-PROXIES -> GRP-CORE-COMPLETE, SVC-TCP-4899
Set-Rule 'portolan-harbour-logistics-GFG2JVHD-inbound-tcp-1' Inbound 'TCP' 'GFG2JVHD Printed export, to every printing service in a proxy''s load balancing' @{ Description = 'GRP-ANALYTICS-PROXIES -> GRP-CORE-COMPLETE, SVC-TCP-4899'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.0.11', '10.20.0.12'); LocalPort = @('4899'); RemotePort = 'Any' }
Set-Rule 'portolan-harbour-logistics-GFG2JVHD-inbound-tcp-2' Inbound 'TCP' 'GFG2JVHD Printed export, to every printing service in a proxy''s load balancing' @{ Description = 'GRP-ANALYTICS-PROXIES -> GRP-CORE-COMPLETE, SVC-TCP-4899'; LocalAddress = @('fd20:0:0:21::11'); RemoteAddress = @('fd20:0:0:20::11', 'fd20:0:0:20::12'); LocalPort = @('4899'); RemotePort = 'Any' }
# GASASYCT GRP-ANALYTICS-PROXIES -> qs-standby, SVC-TCP-4242-4900
Set-Rule 'portolan-harbour-logistics-GASASYCT-inbound-tcp-1' Inbound 'TCP' 'GASASYCT Proxies call the broker of the central node; Repository services of central and rim nodes call each other' @{ Description = 'GRP-ANALYTICS-PROXIES -> qs-standby, SVC-TCP-4242-4900'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.0.11', '10.20.0.12'); LocalPort = @('4242', '4900'); RemotePort = 'Any' }
Set-Rule 'portolan-harbour-logistics-GASASYCT-inbound-tcp-2' Inbound 'TCP' 'GASASYCT Proxies call the broker of the central node; Repository services of central and rim nodes call each other' @{ Description = 'GRP-ANALYTICS-PROXIES -> qs-standby, SVC-TCP-4242-4900'; LocalAddress = @('fd20:0:0:21::11'); RemoteAddress = @('fd20:0:0:20::11', 'fd20:0:0:20::12'); LocalPort = @('4242', '4900'); RemotePort = 'Any' }
# GPPTIVI4 GRP-CORE-COMPLETE -> GRP-CORE-COMPLETE, SVC-TCP-4242
Set-Rule 'portolan-harbour-logistics-GPPTIVI4-outbound-tcp-1' Outbound 'TCP' 'GPPTIVI4 Repository services of central and rim nodes call each other' @{ Description = 'GRP-CORE-COMPLETE -> GRP-CORE-COMPLETE, SVC-TCP-4242'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.1.10'); LocalPort = 'Any'; RemotePort = @('4242') }
Set-Rule 'portolan-harbour-logistics-GPPTIVI4-outbound-tcp-2' Outbound 'TCP' 'GPPTIVI4 Repository services of central and rim nodes call each other' @{ Description = 'GRP-CORE-COMPLETE -> GRP-CORE-COMPLETE, SVC-TCP-4242'; LocalAddress = @('fd20:0:0:21::11'); RemoteAddress = @('fd20:0:0:21::10'); LocalPort = 'Any'; RemotePort = @('4242') }
# GWNFGNXG GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY -> GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY, SVC-TCP-4242
Set-Rule 'portolan-harbour-logistics-GWNFGNXG-outbound-tcp-1' Outbound 'TCP' 'GWNFGNXG Repository services of central and rim nodes call each other' @{ Description = 'GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY -> GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY, SVC-TCP-4242'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.1.21'); LocalPort = 'Any'; RemotePort = @('4242') }
Set-Rule 'portolan-harbour-logistics-GWNFGNXG-outbound-tcp-2' Outbound 'TCP' 'GWNFGNXG Repository services of central and rim nodes call each other' @{ Description = 'GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY -> GRP-CORE-COMPLETE-ENGINE-QS-ENGINE1-QS-STANDBY, SVC-TCP-4242'; LocalAddress = @('fd20:0:0:21::11'); RemoteAddress = @('fd20:0:0:21::21'); LocalPort = 'Any'; RemotePort = @('4242') }
# GFFYE6R3 qs-standby -> GRP-CORE-COMPLETE-ENGINE-QS-CENTRAL-QS-ENGINE1, SVC-TCP-4444 - until 2026-12-31
Set-Rule 'portolan-harbour-logistics-GFFYE6R3-outbound-tcp-1' Outbound 'TCP' 'GFFYE6R3 The central node sends a rim node its certificate and queries its state' @{ Description = 'qs-standby -> GRP-CORE-COMPLETE-ENGINE-QS-CENTRAL-QS-ENGINE1, SVC-TCP-4444 - until 2026-12-31'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.1.10', '10.20.1.21'); LocalPort = 'Any'; RemotePort = @('4444') }
Set-Rule 'portolan-harbour-logistics-GFFYE6R3-outbound-tcp-2' Outbound 'TCP' 'GFFYE6R3 The central node sends a rim node its certificate and queries its state' @{ Description = 'qs-standby -> GRP-CORE-COMPLETE-ENGINE-QS-CENTRAL-QS-ENGINE1, SVC-TCP-4444 - until 2026-12-31'; LocalAddress = @('fd20:0:0:21::11'); RemoteAddress = @('fd20:0:0:21::10', 'fd20:0:0:21::21'); LocalPort = 'Any'; RemotePort = @('4444') }
# GOEHPUKG GRP-CORE-COMPLETE -> mail1, SVC-TCP-25
Set-Rule 'portolan-harbour-logistics-GOEHPUKG-outbound-tcp-1' Outbound 'TCP' 'GOEHPUKG Hosts send mail to the relay' @{ Description = 'GRP-CORE-COMPLETE -> mail1, SVC-TCP-25'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.2.52'); LocalPort = 'Any'; RemotePort = @('25') }
# GJVUHOBW GRP-CORE-COMPLETE-ENGINE -> backup1, SVC-TCP-445
Set-Rule 'portolan-harbour-logistics-GJVUHOBW-outbound-tcp-1' Outbound 'TCP' 'GJVUHOBW Backups and copies of logs are written to the backup folder' @{ Description = 'GRP-CORE-COMPLETE-ENGINE -> backup1, SVC-TCP-445'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.2.40'); LocalPort = 'Any'; RemotePort = @('445') }
# GUAUROFZ GRP-CORE-COMPLETE-ENGINE -> dc1, SVC-ICMP
Set-Rule 'portolan-harbour-logistics-GUAUROFZ-outbound-icmpv4-1' Outbound 'ICMPv4' 'GUAUROFZ ICMP echo to domain controllers before and during LDAP sessions' @{ Description = 'GRP-CORE-COMPLETE-ENGINE -> dc1, SVC-ICMP'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.2.5'); IcmpType = 'Any' }
# GDP467TS GRP-CORE-COMPLETE-ENGINE -> dc1, SVC-DNS
Set-Rule 'portolan-harbour-logistics-GDP467TS-outbound-tcp-1' Outbound 'TCP' 'GDP467TS DNS queries for hosts and domain controllers' @{ Description = 'GRP-CORE-COMPLETE-ENGINE -> dc1, SVC-DNS'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.2.5'); LocalPort = 'Any'; RemotePort = @('53') }
Set-Rule 'portolan-harbour-logistics-GDP467TS-outbound-udp-1' Outbound 'UDP' 'GDP467TS DNS queries for hosts and domain controllers' @{ Description = 'GRP-CORE-COMPLETE-ENGINE -> dc1, SVC-DNS'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.2.5'); LocalPort = 'Any'; RemotePort = @('53') }
# GHFZWFL4 GRP-CORE-COMPLETE-ENGINE -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464
Set-Rule 'portolan-harbour-logistics-GHFZWFL4-outbound-tcp-1' Outbound 'TCP' 'GHFZWFL4 Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members; LDAP queries...' @{ Description = 'GRP-CORE-COMPLETE-ENGINE -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.2.5'); LocalPort = 'Any'; RemotePort = @('88', '135', '389', '445', '464', '49152-65535') }
Set-Rule 'portolan-harbour-logistics-GHFZWFL4-outbound-udp-1' Outbound 'UDP' 'GHFZWFL4 Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members; LDAP queries...' @{ Description = 'GRP-CORE-COMPLETE-ENGINE -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.2.5'); LocalPort = 'Any'; RemotePort = @('88', '389', '464') }
# GBAPVY3G GRP-CORE-COMPLETE-ENGINE -> dc1, SVC-UDP-123
Set-Rule 'portolan-harbour-logistics-GBAPVY3G-outbound-udp-1' Outbound 'UDP' 'GBAPVY3G Time synchronisation (NTP)' @{ Description = 'GRP-CORE-COMPLETE-ENGINE -> dc1, SVC-UDP-123'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.2.5'); LocalPort = @('49152-65535'); RemotePort = @('123') }
# GGASCJ2I GRP-CORE-COMPLETE-ENGINE -> dwh1, SVC-TCP-1433
Set-Rule 'portolan-harbour-logistics-GGASCJ2I-outbound-tcp-1' Outbound 'TCP' 'GGASCJ2I Database queries (default instance)' @{ Description = 'GRP-CORE-COMPLETE-ENGINE -> dwh1, SVC-TCP-1433'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.2.55'); LocalPort = 'Any'; RemotePort = @('1433') }
# GZCD65NW GRP-CORE-COMPLETE-ENGINE -> qs-db1, SVC-TCP-4432
Set-Rule 'portolan-harbour-logistics-GZCD65NW-outbound-tcp-1' Outbound 'TCP' 'GZCD65NW Repository and dispatcher services read and write the repository database' @{ Description = 'GRP-CORE-COMPLETE-ENGINE -> qs-db1, SVC-TCP-4432'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.2.20'); LocalPort = 'Any'; RemotePort = @('4432') }
# GIIUZEIP GRP-CORE-COMPLETE-ENGINE -> qs-files1, SVC-TCP-445
Set-Rule 'portolan-harbour-logistics-GIIUZEIP-outbound-tcp-1' Outbound 'TCP' 'GIIUZEIP Apps, static content and archived logs on the file share' @{ Description = 'GRP-CORE-COMPLETE-ENGINE -> qs-files1, SVC-TCP-445'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.2.30'); LocalPort = 'Any'; RemotePort = @('445') }
# GJ7SRLNJ GRP-CORE-COMPLETE-ENGINE -> update1, SVC-TCP-8530
Set-Rule 'portolan-harbour-logistics-GJ7SRLNJ-outbound-tcp-1' Outbound 'TCP' 'GJ7SRLNJ Windows updates from WSUS' @{ Description = 'GRP-CORE-COMPLETE-ENGINE -> update1, SVC-TCP-8530'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.2.51'); LocalPort = 'Any'; RemotePort = @('8530') }
# GOK3AJMT GRP-CORE-COMPLETE -> web-proxy, SVC-TCP-3128
Set-Rule 'portolan-harbour-logistics-GOK3AJMT-outbound-tcp-1' Outbound 'TCP' 'GOK3AJMT Internet access via the forward proxy' @{ Description = 'GRP-CORE-COMPLETE -> web-proxy, SVC-TCP-3128'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.0.250'); LocalPort = 'Any'; RemotePort = @('3128') }
# GGFWIPV6 GRP-CORE-COMPLETE-ENGINE -> web-proxy, SVC-TCP-3128
Set-Rule 'portolan-harbour-logistics-GGFWIPV6-outbound-tcp-1' Outbound 'TCP' 'GGFWIPV6 The license service of every node calls the vendor''s licensing service' @{ Description = 'GRP-CORE-COMPLETE-ENGINE -> web-proxy, SVC-TCP-3128'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.0.250'); LocalPort = 'Any'; RemotePort = @('3128') }
# GPMTD5WT qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4242
Set-Rule 'portolan-harbour-logistics-GPMTD5WT-outbound-tcp-1' Outbound 'TCP' 'GPMTD5WT Repository services of central and rim nodes call each other' @{ Description = 'qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4242'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.0.11', '10.20.0.12'); LocalPort = 'Any'; RemotePort = @('4242') }
Set-Rule 'portolan-harbour-logistics-GPMTD5WT-outbound-tcp-2' Outbound 'TCP' 'GPMTD5WT Repository services of central and rim nodes call each other' @{ Description = 'qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4242'; LocalAddress = @('fd20:0:0:21::11'); RemoteAddress = @('fd20:0:0:20::11', 'fd20:0:0:20::12'); LocalPort = 'Any'; RemotePort = @('4242') }
# GTPTAENI qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4444 - until 2026-12-31
Set-Rule 'portolan-harbour-logistics-GTPTAENI-outbound-tcp-1' Outbound 'TCP' 'GTPTAENI The central node sends a rim node its certificate and queries its state' @{ Description = 'qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4444 - until 2026-12-31'; LocalAddress = @('10.20.1.11'); RemoteAddress = @('10.20.0.11', '10.20.0.12'); LocalPort = 'Any'; RemotePort = @('4444') }
Set-Rule 'portolan-harbour-logistics-GTPTAENI-outbound-tcp-2' Outbound 'TCP' 'GTPTAENI The central node sends a rim node its certificate and queries its state' @{ Description = 'qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4444 - until 2026-12-31'; LocalAddress = @('fd20:0:0:21::11'); RemoteAddress = @('fd20:0:0:20::11', 'fd20:0:0:20::12'); LocalPort = 'Any'; RemotePort = @('4444') }
Set-Rule 'portolan-harbour-logistics-neighbours-inbound-icmpv6-1' Inbound 'ICMPv6' 'neighbours ICMPv6 router and neighbour discovery' @{ LocalAddress = 'Any'; RemoteAddress = 'Any'; IcmpType = @('133', '134', '135', '136') }
Set-Rule 'portolan-harbour-logistics-neighbours-outbound-icmpv6-1' Outbound 'ICMPv6' 'neighbours ICMPv6 router and neighbour discovery' @{ LocalAddress = 'Any'; RemoteAddress = 'Any'; IcmpType = @('133', '134', '135', '136') }

Clear-Group 'portolan-harbour-logistics' @('portolan-harbour-logistics-GSAVLUIC-inbound-tcp-1', 'portolan-harbour-logistics-GNFAUS4C-inbound-tcp-1', 'portolan-harbour-logistics-GPPTIVI4-inbound-tcp-1', 'portolan-harbour-logistics-GPPTIVI4-inbound-tcp-2', 'portolan-harbour-logistics-GWNFGNXG-inbound-tcp-1', 'portolan-harbour-logistics-GWNFGNXG-inbound-tcp-2', 'portolan-harbour-logistics-GZM7IQYM-inbound-tcp-1', 'portolan-harbour-logistics-GZM7IQYM-inbound-tcp-2', 'portolan-harbour-logistics-GYQOBYJW-inbound-tcp-1', 'portolan-harbour-logistics-GFG2JVHD-inbound-tcp-1', 'portolan-harbour-logistics-GFG2JVHD-inbound-tcp-2', 'portolan-harbour-logistics-GASASYCT-inbound-tcp-1', 'portolan-harbour-logistics-GASASYCT-inbound-tcp-2', 'portolan-harbour-logistics-GPPTIVI4-outbound-tcp-1', 'portolan-harbour-logistics-GPPTIVI4-outbound-tcp-2', 'portolan-harbour-logistics-GWNFGNXG-outbound-tcp-1', 'portolan-harbour-logistics-GWNFGNXG-outbound-tcp-2', 'portolan-harbour-logistics-GFFYE6R3-outbound-tcp-1', 'portolan-harbour-logistics-GFFYE6R3-outbound-tcp-2', 'portolan-harbour-logistics-GOEHPUKG-outbound-tcp-1', 'portolan-harbour-logistics-GJVUHOBW-outbound-tcp-1', 'portolan-harbour-logistics-GUAUROFZ-outbound-icmpv4-1', 'portolan-harbour-logistics-GDP467TS-outbound-tcp-1', 'portolan-harbour-logistics-GDP467TS-outbound-udp-1', 'portolan-harbour-logistics-GHFZWFL4-outbound-tcp-1', 'portolan-harbour-logistics-GHFZWFL4-outbound-udp-1', 'portolan-harbour-logistics-GBAPVY3G-outbound-udp-1', 'portolan-harbour-logistics-GGASCJ2I-outbound-tcp-1', 'portolan-harbour-logistics-GZCD65NW-outbound-tcp-1', 'portolan-harbour-logistics-GIIUZEIP-outbound-tcp-1', 'portolan-harbour-logistics-GJ7SRLNJ-outbound-tcp-1', 'portolan-harbour-logistics-GOK3AJMT-outbound-tcp-1', 'portolan-harbour-logistics-GGFWIPV6-outbound-tcp-1', 'portolan-harbour-logistics-GPMTD5WT-outbound-tcp-1', 'portolan-harbour-logistics-GPMTD5WT-outbound-tcp-2', 'portolan-harbour-logistics-GTPTAENI-outbound-tcp-1', 'portolan-harbour-logistics-GTPTAENI-outbound-tcp-2', 'portolan-harbour-logistics-neighbours-inbound-icmpv6-1', 'portolan-harbour-logistics-neighbours-outbound-icmpv6-1')
Confirm-Group 'portolan-harbour-logistics' 39
Set-NetFirewallProfile -Name @('Domain', 'Private', 'Public') -Enabled True -DefaultInboundAction Block -DefaultOutboundAction Block -ErrorAction Stop -WhatIf:$WhatIfPreference
