# Connectivity test from the host qs-standby.harbour.example
# Harbour Logistics, Analytics platform, production, revision 1.2, 2026-11-26, Confidential
# Tests by script: 35. Tests by hand (UDP, ranges of ports, networks), whose result is entered into the result file, or not approved: 10.
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
$device = 'qs-standby'
$revision = '1.2'
$tests = @(
    'TLEA5BOVVZ open tcp 10.20.2.40 445',
    'T663Y5QHTP open echo 10.20.2.5 -',
    'TGC3AXABUC open tcp 10.20.2.5 53',
    'TNF6PYSEEP open tcp 10.20.2.5 88',
    'TS5NAVE4J4 open tcp 10.20.2.5 135',
    'T3Q5G7JJJ4 open tcp 10.20.2.5 389',
    'TFGWQDDZU3 open tcp 10.20.2.5 445',
    'TPC65ZMFWY open tcp 10.20.2.5 464',
    'TNAP34YZRS open manual 10.20.2.5 tcp/49152-65535',
    'TG6YHOUXSO open manual 10.20.2.5 udp/53',
    'T357Q5AUL3 open manual 10.20.2.5 udp/88',
    'TEVLE5JXQE open manual 10.20.2.5 udp/123',
    'TGX3PLJA4L open manual 10.20.2.5 udp/389',
    'TBPWQGYWQU open manual 10.20.2.5 udp/464',
    'TSJMXQF6SS open tcp 10.20.2.55 1433',
    'TTJPCXGKG7 open tcp 10.20.2.52 25',
    'TF7R3FIL7G open tcp 10.20.1.10 4242',
    'T4AQRQKKQV open tcp fd20:0:0:21::10 4242',
    'TRDEKXN3RV open tcp 10.20.1.10 4444',
    'TZUDJUAKTG open tcp fd20:0:0:21::10 4444',
    'T3OPUCN6X7 open tcp 10.20.2.20 4432',
    'TPEKR5F6LD open tcp 10.20.1.21 4242',
    'T72PNPCYNX open tcp fd20:0:0:21::21 4242',
    'TCHOOZVOQH open tcp 10.20.1.21 4444',
    'T6XLVSBITB open tcp fd20:0:0:21::21 4444',
    'TXAANLFJRD open tcp 10.20.2.30 445',
    'TUW4LP65KZ open tcp 10.20.0.11 4242',
    'TW7AABKWLH open tcp fd20:0:0:20::11 4242',
    'TUEXJIFSAN open tcp 10.20.0.11 4444',
    'T2FXYSG3TF open tcp fd20:0:0:20::11 4444',
    'T6GJGKBRQ6 open tcp 10.20.0.12 4242',
    'T3L5GDDA4R open tcp fd20:0:0:20::12 4242',
    'TUOTI4RGME open tcp 10.20.0.12 4444',
    'T4UDUBCJ73 open tcp fd20:0:0:20::12 4444',
    'TC3HNG4TJL open tcp 10.20.2.51 8530',
    'TIBX6S2RC5 open tcp 10.20.0.250 3128',
    'TFAYG4UT44 closed tcp 10.20.2.40 135',
    'T4LDEIL2PZ closed tcp 10.20.2.20 3389',
    'TAYENFVDXS closed tcp 10.20.2.30 135',
    'TUCUC7JOJQ closed tcp 10.20.0.11 443',
    'TOO3QEG4E3 closed tcp 10.20.0.12 443'
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
