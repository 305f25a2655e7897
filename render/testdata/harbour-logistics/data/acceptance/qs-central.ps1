# Connectivity test from the host qs-central.harbour.example
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
$device = 'qs-central'
$revision = '1.2'
$tests = @(
    'TUXHBWUZIU open tcp 10.20.2.40 445',
    'TASOR7HQCH open echo 10.20.2.5 -',
    'TS3QVS4JL5 open tcp 10.20.2.5 53',
    'TWIXYVRRMZ open tcp 10.20.2.5 88',
    'TZRPZSZ6VS open tcp 10.20.2.5 135',
    'T56GLYHUEA open tcp 10.20.2.5 389',
    'TK2ZPF6AW7 open tcp 10.20.2.5 445',
    'TOIO7TCQ2O open tcp 10.20.2.5 464',
    'TJSHZWJFV7 open manual 10.20.2.5 tcp/49152-65535',
    'TCK2ZOWHDC open manual 10.20.2.5 udp/53',
    'TKSOOHJT3M open manual 10.20.2.5 udp/88',
    'TTOE646BBG open manual 10.20.2.5 udp/123',
    'TUZ7MIDPKW open manual 10.20.2.5 udp/389',
    'TU4HJXDE4Y open manual 10.20.2.5 udp/464',
    'TFFJ2MP22K open tcp 10.20.2.55 1433',
    'T6ZPKLS326 open tcp 10.20.2.52 25',
    'TMOV4QVUOZ open tcp 10.20.2.20 4432',
    'TUCU6O2EDJ open tcp 10.20.1.21 4242',
    'TVJBEM3DOV open tcp fd20:0:0:21::21 4242',
    'T2YKDHUHZI open tcp 10.20.1.21 4444',
    'T3A5BX6L6I open tcp fd20:0:0:21::21 4444',
    'TYELNWITIB open tcp 10.20.2.30 445',
    'TK3RDVFIBX open tcp 10.20.0.11 4242',
    'TVZTNUYXNL open tcp fd20:0:0:20::11 4242',
    'THBDTQYKIT open tcp 10.20.0.11 4444',
    'TLNLODCT6J open tcp fd20:0:0:20::11 4444',
    'TYAUW2Q62W open tcp 10.20.0.12 4242',
    'TJTTQW53UI open tcp fd20:0:0:20::12 4242',
    'TMC24LIP7L open tcp 10.20.0.12 4444',
    'TTEAIPJHW5 open tcp fd20:0:0:20::12 4444',
    'TIUOCP3Q6I open tcp 10.20.1.11 4242',
    'TN5URKG437 open tcp fd20:0:0:21::11 4242',
    'TFE7YYRDWO open tcp 10.20.1.11 4444',
    'TPLSTS6NAM open tcp fd20:0:0:21::11 4444',
    'TVK74KUZKT open tcp 10.20.2.51 8530',
    'TXQPBXEEQ4 open tcp 10.20.0.250 3128',
    'TN4XEKJAL5 closed tcp 10.20.2.40 135',
    'TX7FDRE3KQ closed tcp 10.20.2.20 3389',
    'T3S5CL6TII closed tcp 10.20.2.30 135',
    'T2RUJ7US2U closed tcp 10.20.0.11 443',
    'TSTWCCE2HQ closed tcp 10.20.0.12 443'
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
