# Connectivity test from the host qs-proxy1.harbour.example
# Harbour Logistics, Analytics platform, production, revision 1.2, 2026-11-26, Confidential
# Tests by script: 43. Tests by hand (UDP, ranges of ports, networks), whose result is entered into the result file, or not approved: 10.
# Copy the result file into one folder with those of the other hosts, then: portolan accept SITE --results FOLDER
# Tries the connections of the list below from this host and writes the results into a file. It changes nothing.
# Usage: powershell -ExecutionPolicy Bypass -File FILE [-By NAME] [-Result RESULT-FILE]
# NAME is the person who tests; default: the user. Windows PowerShell 5.1 or later; nothing to install.
param(
    [string]$By = [Environment]::UserName,
    [string]$Result = ''
)
$ErrorActionPreference = 'Stop'
$patience = 3000
$site = 'harbour-logistics'
$device = 'qs-proxy1'
$revision = '1.2'
$tests = @(
    'TGI7QRKJMT open tcp 10.20.0.240 445',
    'TBDYFADV2U open tcp crl.harbour-ca.example 80',
    'TPIBALJJSS open echo 10.20.2.5 -',
    'TSU5Y2SSHN open tcp 10.20.2.5 53',
    'TDW2UUPQ5X open tcp 10.20.2.5 88',
    'TG5MSKPHFY open tcp 10.20.2.5 135',
    'TGEFE5E2UB open tcp 10.20.2.5 389',
    'T65XTKC7F7 open tcp 10.20.2.5 445',
    'TP2BGMITKC open tcp 10.20.2.5 464',
    'TJ3FIGKH47 open manual 10.20.2.5 tcp/49152-65535',
    'TOFAYFLQNV open manual 10.20.2.5 udp/53',
    'TYMAZJ7EQ5 open manual 10.20.2.5 udp/88',
    'TYZ4SGOM4R open manual 10.20.2.5 udp/123',
    'T4CS5DH5JM open manual 10.20.2.5 udp/389',
    'TQNCYMBXJM open manual 10.20.2.5 udp/464',
    'TEWO5QGL2R open tcp 10.20.1.10 4242',
    'T3LL4QCUFB open tcp fd20:0:0:21::10 4242',
    'T7WTOWFZRJ open tcp 10.20.1.10 4899',
    'TH4PN3AQPY open tcp fd20:0:0:21::10 4899',
    'T4EBIWWVQP open tcp 10.20.1.10 4900',
    'THYCCE7KAC open tcp fd20:0:0:21::10 4900',
    'THAXSF5C6N open tcp 10.20.2.20 4432',
    'T3RFHVKXOK open tcp 10.20.1.21 4239',
    'TM24SIIYRF open tcp fd20:0:0:21::21 4239',
    'T6HUNYN5OK open tcp 10.20.1.21 4242',
    'TJ5YWQ2ZMQ open tcp fd20:0:0:21::21 4242',
    'TLWH6O6YFY open tcp 10.20.1.21 4747',
    'TFIBTBJIUO open tcp fd20:0:0:21::21 4747',
    'TD756MHZ3O open tcp 10.20.1.21 4899',
    'TRFXS27B6H open tcp fd20:0:0:21::21 4899',
    'TQ32K6LONJ open tcp 10.20.1.21 4949',
    'TNRTYAHMM3 open tcp fd20:0:0:21::21 4949',
    'TNSFA2OTUU open tcp 10.20.2.30 445',
    'TZ2JSIV5H5 open tcp 10.20.1.11 4242',
    'T42NL2GITL open tcp fd20:0:0:21::11 4242',
    'T6WKGDXPVN open tcp 10.20.1.11 4899',
    'TRODZLKBT3 open tcp fd20:0:0:21::11 4899',
    'T7NIXPNXVH open tcp 10.20.1.11 4900',
    'THUDS7HKYH open tcp fd20:0:0:21::11 4900',
    'TUAB6JWZDJ open tcp 10.20.2.51 8530',
    'TKSLRP5YMZ open tcp 10.20.0.250 3128',
    'TB4ZROSNQZ closed tcp 10.20.2.40 135',
    'TU5DC2KCVG closed tcp 10.20.2.55 1433',
    'T6V72OZ33L closed tcp 10.20.2.52 25',
    'THDGUBWLQ3 closed tcp 10.20.1.10 443',
    'T73X2SQFP4 closed tcp 10.20.2.20 3389',
    'TWCCSRWLVR closed tcp 10.20.1.21 3389',
    'TDBCFTSQS7 closed tcp 10.20.2.30 135',
    'TKGNUY2CLQ closed tcp 10.20.1.11 443'
)
if ($Result -eq '') { $Result = Join-Path (Get-Location) ('acceptance-' + $device + '.txt') }

function Get-Plain([string]$Text) {
    $line = [regex]::Replace($Text, '[^ -~]', ' ').Trim()
    if ($line.Length -gt 160) { $line = $line.Substring(0, 160) }
    return $line
}

function Test-Tcp([string]$Target, [int]$Port) {
    $family = [Net.Sockets.AddressFamily]::InterNetwork
    if ($Target.Contains(':')) { $family = [Net.Sockets.AddressFamily]::InterNetworkV6 }
    $client = New-Object Net.Sockets.TcpClient -ArgumentList $family
    try {
        $call = $client.BeginConnect($Target, $Port, $null, $null)
        if (-not $call.AsyncWaitHandle.WaitOne($patience)) { return @('none', 'no answer in 3 s') }
        $client.EndConnect($call)
        return @('open', '')
    }
    catch {
        $cause = $_.Exception.GetBaseException()
        $code = 0
        if ($cause -is [Net.Sockets.SocketException]) { $code = $cause.SocketErrorCode.value__ }
        if ($code -eq 10061) { return @('refused', $cause.Message) }
        if ($code -eq 10060 -or $code -eq 10065 -or $code -eq 10051 -or $code -eq 10013) { return @('none', $cause.Message) }
        return @('untried', $cause.Message)
    }
    finally { $client.Close() }
}

function Test-Echo([string]$Target) {
    try {
        $reply = (New-Object Net.NetworkInformation.Ping).Send($Target, $patience)
        if ($reply.Status -eq [Net.NetworkInformation.IPStatus]::Success) { return @('open', '') }
        return @('none', [string]$reply.Status)
    }
    catch { return @('untried', $_.Exception.GetBaseException().Message) }
}

$lines = New-Object Collections.Generic.List[string]
$lines.Add('portolan-acceptance 1')
$lines.Add("site`t" + $site)
$lines.Add("host`t" + $device)
$lines.Add("revision`t" + $revision)
$lines.Add("by`t" + (Get-Plain $By))
$lines.Add("on`t" + (Get-Plain ([Environment]::MachineName)))
$lines.Add("at`t" + [DateTime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ssZ', [Globalization.CultureInfo]::InvariantCulture))
$total = 0
$other = 0
foreach ($test in $tests) {
    $id, $expect, $protocol, $target, $port = $test.Split(' ')
    $answer = @('untried', 'try it by hand and enter open, refused or none here')
    if ($protocol -eq 'tcp') { $answer = Test-Tcp $target ([int]$port) }
    if ($protocol -eq 'echo') { $answer = Test-Echo $target }
    $lines.Add($id + "`t" + $answer[0] + "`t" + (Get-Plain $answer[1]))
    $total++
    $mark = 'CHECK'
    if (($expect -eq 'open' -and $answer[0] -eq 'open') -or ($expect -eq 'closed' -and $answer[0] -eq 'none')) { $mark = 'ok' }
    elseif ($answer[0] -eq 'untried') { $mark = 'not tested' }
    else { $other++ }
    Write-Output ('{0,-10} {1} {2} {3} {4}: {5}' -f $mark, $expect, $protocol, $target, $port, $answer[0])
}
$lines.Add('end ' + ($lines.Count - 1))
[IO.File]::WriteAllText($Result, ($lines -join "`n") + "`n", (New-Object Text.UTF8Encoding -ArgumentList $false))
Write-Output ('{0} tried, {1} to check; results in {2}' -f $total, $other, $Result)
