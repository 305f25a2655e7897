# Connectivity test from the host qs-files1.harbour.example
# Harbour Logistics, Analytics platform, production, revision 1.2, 2026-11-26, Confidential
# Tests by script: 15. Tests by hand (UDP, ranges of ports, networks), whose result is entered into the result file, or not approved: 7.
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
$device = 'qs-files1'
$revision = '1.2'
$tests = @(
    'TVAXU6WPNC open tcp 10.20.2.40 135',
    'TPWUII62UB open tcp 10.20.2.40 445',
    'TTMSTXV7LR open manual 10.20.2.40 tcp/49152-65535',
    'T3RSHZRL3W open echo 10.20.2.5 -',
    'THAFS4JSAX open tcp 10.20.2.5 53',
    'TN6DPX5BZI open tcp 10.20.2.5 88',
    'T4OP2RFFYA open tcp 10.20.2.5 135',
    'TCEMXV3OVF open tcp 10.20.2.5 389',
    'TNPVSFVDQE open tcp 10.20.2.5 445',
    'THMBT7FCMY open tcp 10.20.2.5 464',
    'TM2Q26BWKU open manual 10.20.2.5 tcp/49152-65535',
    'T7T2MQBPJ3 open manual 10.20.2.5 udp/53',
    'TXM3Q7IWBR open manual 10.20.2.5 udp/88',
    'T56O3APAHD open manual 10.20.2.5 udp/123',
    'TJL7X5KLS6 open manual 10.20.2.5 udp/389',
    'TXNKZYI4GE open manual 10.20.2.5 udp/464',
    'T6DUGU4AZ2 open tcp 10.20.2.51 8530',
    'TNQDJ4C4VA closed tcp 10.20.1.10 443',
    'TZGNQSPDC6 closed tcp 10.20.1.21 3389',
    'TAHZU7DNMK closed tcp 10.20.0.11 443',
    'TDXDQOPYRE closed tcp 10.20.0.12 443',
    'TKDEVZ56GO closed tcp 10.20.1.11 443'
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
