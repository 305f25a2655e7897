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

# GFSZCCFV administrators -> GRP-ANALYTICS-PROXIES, SVC-TCP-3389
Set-Rule 'portolan-harbour-logistics-GFSZCCFV-inbound-tcp-1' Inbound 'TCP' 'GFSZCCFV Remote administration; the database''s tools run on its own host' @{ Description = 'administrators -> GRP-ANALYTICS-PROXIES, SVC-TCP-3389'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.9.0.0/24'); LocalPort = @('3389'); RemotePort = 'Any' }
# GKTJX654 qs-central -> GRP-ANALYTICS-PROXIES, SVC-TCP-4242
Set-Rule 'portolan-harbour-logistics-GKTJX654-inbound-tcp-1' Inbound 'TCP' 'GKTJX654 Repository services of central and rim nodes call each other' @{ Description = 'qs-central -> GRP-ANALYTICS-PROXIES, SVC-TCP-4242'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.20.1.10'); LocalPort = @('4242'); RemotePort = 'Any' }
Set-Rule 'portolan-harbour-logistics-GKTJX654-inbound-tcp-2' Inbound 'TCP' 'GKTJX654 Repository services of central and rim nodes call each other' @{ Description = 'qs-central -> GRP-ANALYTICS-PROXIES, SVC-TCP-4242'; LocalAddress = @('fd20:0:0:20::11'); RemoteAddress = @('fd20:0:0:21::10'); LocalPort = @('4242'); RemotePort = 'Any' }
# GHQUNXKK qs-central -> GRP-ANALYTICS-PROXIES, SVC-TCP-4444 - until 2026-12-31
Set-Rule 'portolan-harbour-logistics-GHQUNXKK-inbound-tcp-1' Inbound 'TCP' 'GHQUNXKK The central node sends a rim node its certificate and queries its state' @{ Description = 'qs-central -> GRP-ANALYTICS-PROXIES, SVC-TCP-4444 - until 2026-12-31'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.20.1.10'); LocalPort = @('4444'); RemotePort = 'Any' }
Set-Rule 'portolan-harbour-logistics-GHQUNXKK-inbound-tcp-2' Inbound 'TCP' 'GHQUNXKK The central node sends a rim node its certificate and queries its state' @{ Description = 'qs-central -> GRP-ANALYTICS-PROXIES, SVC-TCP-4444 - until 2026-12-31'; LocalAddress = @('fd20:0:0:20::11'); RemoteAddress = @('fd20:0:0:21::10'); LocalPort = @('4444'); RemotePort = 'Any' }
# GPMTD5WT qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4242
Set-Rule 'portolan-harbour-logistics-GPMTD5WT-inbound-tcp-1' Inbound 'TCP' 'GPMTD5WT Repository services of central and rim nodes call each other' @{ Description = 'qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4242'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.20.1.11'); LocalPort = @('4242'); RemotePort = 'Any' }
Set-Rule 'portolan-harbour-logistics-GPMTD5WT-inbound-tcp-2' Inbound 'TCP' 'GPMTD5WT Repository services of central and rim nodes call each other' @{ Description = 'qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4242'; LocalAddress = @('fd20:0:0:20::11'); RemoteAddress = @('fd20:0:0:21::11'); LocalPort = @('4242'); RemotePort = 'Any' }
# GTPTAENI qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4444 - until 2026-12-31
Set-Rule 'portolan-harbour-logistics-GTPTAENI-inbound-tcp-1' Inbound 'TCP' 'GTPTAENI The central node sends a rim node its certificate and queries its state' @{ Description = 'qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4444 - until 2026-12-31'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.20.1.11'); LocalPort = @('4444'); RemotePort = 'Any' }
Set-Rule 'portolan-harbour-logistics-GTPTAENI-inbound-tcp-2' Inbound 'TCP' 'GTPTAENI The central node sends a rim node its certificate and queries its state' @{ Description = 'qs-standby -> GRP-ANALYTICS-PROXIES, SVC-TCP-4444 - until 2026-12-31'; LocalAddress = @('fd20:0:0:20::11'); RemoteAddress = @('fd20:0:0:21::11'); LocalPort = @('4444'); RemotePort = 'Any' }
# GIGYTKLH monitor1 -> GRP-ANALYTICS-PROXIES, SVC-TCP-10050
Set-Rule 'portolan-harbour-logistics-GIGYTKLH-inbound-tcp-1' Inbound 'TCP' 'GIGYTKLH Zabbix passive checks of agents' @{ Description = 'monitor1 -> GRP-ANALYTICS-PROXIES, SVC-TCP-10050'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.20.2.50'); LocalPort = @('10050'); RemotePort = 'Any' }
# GJZ6ONRQ hub -> GRP-ANALYTICS-PROXIES, SVC-TCP-443
Set-Rule 'portolan-harbour-logistics-GJZ6ONRQ-inbound-tcp-1' Inbound 'TCP' 'GJZ6ONRQ Load balancer health checks' @{ Description = 'hub -> GRP-ANALYTICS-PROXIES, SVC-TCP-443'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.20.0.5'); LocalPort = @('443'); RemotePort = 'Any' }
# GWOKB2SE hub -> GRP-ANALYTICS-PROXIES, SVC-TCP-443
Set-Rule 'portolan-harbour-logistics-GWOKB2SE-inbound-tcp-1' Inbound 'TCP' 'GWOKB2SE Users open the hub and apps' @{ Description = 'hub -> GRP-ANALYTICS-PROXIES, SVC-TCP-443'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.20.0.5'); LocalPort = @('443'); RemotePort = 'Any' }
# GFG2JVHD GRP-ANALYTICS-PROXIES -> GRP-CORE-COMPLETE, SVC-TCP-4899
Set-Rule 'portolan-harbour-logistics-GFG2JVHD-outbound-tcp-1' Outbound 'TCP' 'GFG2JVHD Printed export, to every printing service in a proxy''s load balancing' @{ Description = 'GRP-ANALYTICS-PROXIES -> GRP-CORE-COMPLETE, SVC-TCP-4899'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.20.1.10', '10.20.1.11'); LocalPort = 'Any'; RemotePort = @('4899') }
Set-Rule 'portolan-harbour-logistics-GFG2JVHD-outbound-tcp-2' Outbound 'TCP' 'GFG2JVHD Printed export, to every printing service in a proxy''s load balancing' @{ Description = 'GRP-ANALYTICS-PROXIES -> GRP-CORE-COMPLETE, SVC-TCP-4899'; LocalAddress = @('fd20:0:0:20::11'); RemoteAddress = @('fd20:0:0:21::10', 'fd20:0:0:21::11'); LocalPort = 'Any'; RemotePort = @('4899') }
# GKGF3TUK GRP-ANALYTICS-PROXIES -> qs-central, SVC-TCP-4242-4900
Set-Rule 'portolan-harbour-logistics-GKGF3TUK-outbound-tcp-1' Outbound 'TCP' 'GKGF3TUK Proxies call the broker of the central node; Repository services of central and rim nodes call each other' @{ Description = 'GRP-ANALYTICS-PROXIES -> qs-central, SVC-TCP-4242-4900'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.20.1.10'); LocalPort = 'Any'; RemotePort = @('4242', '4900') }
Set-Rule 'portolan-harbour-logistics-GKGF3TUK-outbound-tcp-2' Outbound 'TCP' 'GKGF3TUK Proxies call the broker of the central node; Repository services of central and rim nodes call each other' @{ Description = 'GRP-ANALYTICS-PROXIES -> qs-central, SVC-TCP-4242-4900'; LocalAddress = @('fd20:0:0:20::11'); RemoteAddress = @('fd20:0:0:21::10'); LocalPort = 'Any'; RemotePort = @('4242', '4900') }
# GBVQZ2HB GRP-ANALYTICS-PROXIES -> qs-engine1, SVC-TCP-4239-4242-4747-4899-4949
Set-Rule 'portolan-harbour-logistics-GBVQZ2HB-outbound-tcp-1' Outbound 'TCP' 'GBVQZ2HB Changes to an app''s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy''s load balancing; Proxies fetch im...' @{ Description = 'GRP-ANALYTICS-PROXIES -> qs-engine1, SVC-TCP-4239-4242-4747-4899-4949'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.20.1.21'); LocalPort = 'Any'; RemotePort = @('4239', '4242', '4747', '4899', '4949') }
Set-Rule 'portolan-harbour-logistics-GBVQZ2HB-outbound-tcp-2' Outbound 'TCP' 'GBVQZ2HB Changes to an app''s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy''s load balancing; Proxies fetch im...' @{ Description = 'GRP-ANALYTICS-PROXIES -> qs-engine1, SVC-TCP-4239-4242-4747-4899-4949'; LocalAddress = @('fd20:0:0:20::11'); RemoteAddress = @('fd20:0:0:21::21'); LocalPort = 'Any'; RemotePort = @('4239', '4242', '4747', '4899', '4949') }
# GASASYCT GRP-ANALYTICS-PROXIES -> qs-standby, SVC-TCP-4242-4900
Set-Rule 'portolan-harbour-logistics-GASASYCT-outbound-tcp-1' Outbound 'TCP' 'GASASYCT Proxies call the broker of the central node; Repository services of central and rim nodes call each other' @{ Description = 'GRP-ANALYTICS-PROXIES -> qs-standby, SVC-TCP-4242-4900'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.20.1.11'); LocalPort = 'Any'; RemotePort = @('4242', '4900') }
Set-Rule 'portolan-harbour-logistics-GASASYCT-outbound-tcp-2' Outbound 'TCP' 'GASASYCT Proxies call the broker of the central node; Repository services of central and rim nodes call each other' @{ Description = 'GRP-ANALYTICS-PROXIES -> qs-standby, SVC-TCP-4242-4900'; LocalAddress = @('fd20:0:0:20::11'); RemoteAddress = @('fd20:0:0:21::11'); LocalPort = 'Any'; RemotePort = @('4242', '4900') }
# GVI5AQPF GRP-ANALYTICS-PROXIES -> backup1, SVC-TCP-445
Set-Rule 'portolan-harbour-logistics-GVI5AQPF-outbound-tcp-1' Outbound 'TCP' 'GVI5AQPF Backups and copies of logs are written to the backup folder' @{ Description = 'GRP-ANALYTICS-PROXIES -> backup1, SVC-TCP-445'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.20.0.240'); LocalPort = 'Any'; RemotePort = @('445') }
# GOZ2XH3F GRP-ANALYTICS-PROXIES -> dc1, SVC-ICMP
Set-Rule 'portolan-harbour-logistics-GOZ2XH3F-outbound-icmpv4-1' Outbound 'ICMPv4' 'GOZ2XH3F ICMP echo to domain controllers before and during LDAP sessions' @{ Description = 'GRP-ANALYTICS-PROXIES -> dc1, SVC-ICMP'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.20.2.5'); IcmpType = 'Any' }
# GA3VR7R4 GRP-ANALYTICS-PROXIES -> dc1, SVC-DNS
Set-Rule 'portolan-harbour-logistics-GA3VR7R4-outbound-tcp-1' Outbound 'TCP' 'GA3VR7R4 DNS queries for hosts and domain controllers' @{ Description = 'GRP-ANALYTICS-PROXIES -> dc1, SVC-DNS'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.20.2.5'); LocalPort = 'Any'; RemotePort = @('53') }
Set-Rule 'portolan-harbour-logistics-GA3VR7R4-outbound-udp-1' Outbound 'UDP' 'GA3VR7R4 DNS queries for hosts and domain controllers' @{ Description = 'GRP-ANALYTICS-PROXIES -> dc1, SVC-DNS'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.20.2.5'); LocalPort = 'Any'; RemotePort = @('53') }
# GCPZGYN6 GRP-ANALYTICS-PROXIES -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464
Set-Rule 'portolan-harbour-logistics-GCPZGYN6-outbound-tcp-1' Outbound 'TCP' 'GCPZGYN6 Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members; LDAP queries...' @{ Description = 'GRP-ANALYTICS-PROXIES -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.20.2.5'); LocalPort = 'Any'; RemotePort = @('88', '135', '389', '445', '464', '49152-65535') }
Set-Rule 'portolan-harbour-logistics-GCPZGYN6-outbound-udp-1' Outbound 'UDP' 'GCPZGYN6 Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members; LDAP queries...' @{ Description = 'GRP-ANALYTICS-PROXIES -> dc1, SVC-TCP-88-135-389-445-464-49152_65535-UDP-88-389-464'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.20.2.5'); LocalPort = 'Any'; RemotePort = @('88', '389', '464') }
# GJT6GOXV GRP-ANALYTICS-PROXIES -> dc1, SVC-UDP-123
Set-Rule 'portolan-harbour-logistics-GJT6GOXV-outbound-udp-1' Outbound 'UDP' 'GJT6GOXV Time synchronisation (NTP)' @{ Description = 'GRP-ANALYTICS-PROXIES -> dc1, SVC-UDP-123'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.20.2.5'); LocalPort = @('49152-65535'); RemotePort = @('123') }
# GUPX6XAI GRP-ANALYTICS-PROXIES -> qs-db1, SVC-TCP-4432
Set-Rule 'portolan-harbour-logistics-GUPX6XAI-outbound-tcp-1' Outbound 'TCP' 'GUPX6XAI Repository and dispatcher services read and write the repository database' @{ Description = 'GRP-ANALYTICS-PROXIES -> qs-db1, SVC-TCP-4432'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.20.2.20'); LocalPort = 'Any'; RemotePort = @('4432') }
# GSZ4KFDS GRP-ANALYTICS-PROXIES -> qs-files1, SVC-TCP-445
Set-Rule 'portolan-harbour-logistics-GSZ4KFDS-outbound-tcp-1' Outbound 'TCP' 'GSZ4KFDS Apps, static content and archived logs on the file share' @{ Description = 'GRP-ANALYTICS-PROXIES -> qs-files1, SVC-TCP-445'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.20.2.30'); LocalPort = 'Any'; RemotePort = @('445') }
# GIHPX2IT GRP-ANALYTICS-PROXIES -> update1, SVC-TCP-8530
Set-Rule 'portolan-harbour-logistics-GIHPX2IT-outbound-tcp-1' Outbound 'TCP' 'GIHPX2IT Windows updates from WSUS' @{ Description = 'GRP-ANALYTICS-PROXIES -> update1, SVC-TCP-8530'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.20.2.51'); LocalPort = 'Any'; RemotePort = @('8530') }
# GSGBIKVH GRP-ANALYTICS-PROXIES -> web-proxy, SVC-TCP-3128
Set-Rule 'portolan-harbour-logistics-GSGBIKVH-outbound-tcp-1' Outbound 'TCP' 'GSGBIKVH The license service of every node calls the vendor''s licensing service' @{ Description = 'GRP-ANALYTICS-PROXIES -> web-proxy, SVC-TCP-3128'; LocalAddress = @('10.20.0.11'); RemoteAddress = @('10.20.0.250'); LocalPort = 'Any'; RemotePort = @('3128') }
Set-Rule 'portolan-harbour-logistics-neighbours-inbound-icmpv6-1' Inbound 'ICMPv6' 'neighbours ICMPv6 router and neighbour discovery' @{ LocalAddress = 'Any'; RemoteAddress = 'Any'; IcmpType = @('133', '134', '135', '136') }
Set-Rule 'portolan-harbour-logistics-neighbours-outbound-icmpv6-1' Outbound 'ICMPv6' 'neighbours ICMPv6 router and neighbour discovery' @{ LocalAddress = 'Any'; RemoteAddress = 'Any'; IcmpType = @('133', '134', '135', '136') }

Clear-Group 'portolan-harbour-logistics' @('portolan-harbour-logistics-GFSZCCFV-inbound-tcp-1', 'portolan-harbour-logistics-GKTJX654-inbound-tcp-1', 'portolan-harbour-logistics-GKTJX654-inbound-tcp-2', 'portolan-harbour-logistics-GHQUNXKK-inbound-tcp-1', 'portolan-harbour-logistics-GHQUNXKK-inbound-tcp-2', 'portolan-harbour-logistics-GPMTD5WT-inbound-tcp-1', 'portolan-harbour-logistics-GPMTD5WT-inbound-tcp-2', 'portolan-harbour-logistics-GTPTAENI-inbound-tcp-1', 'portolan-harbour-logistics-GTPTAENI-inbound-tcp-2', 'portolan-harbour-logistics-GIGYTKLH-inbound-tcp-1', 'portolan-harbour-logistics-GJZ6ONRQ-inbound-tcp-1', 'portolan-harbour-logistics-GWOKB2SE-inbound-tcp-1', 'portolan-harbour-logistics-GFG2JVHD-outbound-tcp-1', 'portolan-harbour-logistics-GFG2JVHD-outbound-tcp-2', 'portolan-harbour-logistics-GKGF3TUK-outbound-tcp-1', 'portolan-harbour-logistics-GKGF3TUK-outbound-tcp-2', 'portolan-harbour-logistics-GBVQZ2HB-outbound-tcp-1', 'portolan-harbour-logistics-GBVQZ2HB-outbound-tcp-2', 'portolan-harbour-logistics-GASASYCT-outbound-tcp-1', 'portolan-harbour-logistics-GASASYCT-outbound-tcp-2', 'portolan-harbour-logistics-GVI5AQPF-outbound-tcp-1', 'portolan-harbour-logistics-GOZ2XH3F-outbound-icmpv4-1', 'portolan-harbour-logistics-GA3VR7R4-outbound-tcp-1', 'portolan-harbour-logistics-GA3VR7R4-outbound-udp-1', 'portolan-harbour-logistics-GCPZGYN6-outbound-tcp-1', 'portolan-harbour-logistics-GCPZGYN6-outbound-udp-1', 'portolan-harbour-logistics-GJT6GOXV-outbound-udp-1', 'portolan-harbour-logistics-GUPX6XAI-outbound-tcp-1', 'portolan-harbour-logistics-GSZ4KFDS-outbound-tcp-1', 'portolan-harbour-logistics-GIHPX2IT-outbound-tcp-1', 'portolan-harbour-logistics-GSGBIKVH-outbound-tcp-1', 'portolan-harbour-logistics-neighbours-inbound-icmpv6-1', 'portolan-harbour-logistics-neighbours-outbound-icmpv6-1')
Confirm-Group 'portolan-harbour-logistics' 33
Set-NetFirewallProfile -Name @('Domain', 'Private', 'Public') -Enabled True -DefaultInboundAction Block -DefaultOutboundAction Block -ErrorAction Stop -WhatIf:$WhatIfPreference
