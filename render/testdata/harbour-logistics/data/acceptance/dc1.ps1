# Connectivity test from the host dc1.harbour.example
# Harbour Logistics, Analytics platform, production, revision 1.2, 2026-11-26, Confidential
# Tests by script: 5. Tests by hand (UDP, ranges of ports, networks), whose result is entered into the result file, or not approved: 0.
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
$device = 'dc1'
$revision = '1.2'
$tests = @(
    'TH4QX6OBHV closed tcp 10.20.1.10 443',
    'T3DMEKO425 closed tcp 10.20.1.21 3389',
    'TNXIWAV32D closed tcp 10.20.0.11 443',
    'T3JVIKN7G4 closed tcp 10.20.0.12 443',
    'TGAYL2TTUC closed tcp 10.20.1.11 443'
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
