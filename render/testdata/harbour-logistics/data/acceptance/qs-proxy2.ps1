# Connectivity test from the host qs-proxy2.harbour.example
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
$device = 'qs-proxy2'
$revision = '1.2'
$tests = @(
    'TI65TXWXMB open tcp 10.20.0.240 445',
    'TTHBCLERLR open tcp crl.harbour-ca.example 80',
    'T7L5ZL5FHT open echo 10.20.2.5 -',
    'TM3O3Z6VNW open tcp 10.20.2.5 53',
    'TXAYB7Q27F open tcp 10.20.2.5 88',
    'T5273JV7RD open tcp 10.20.2.5 135',
    'T5YXKD2GAU open tcp 10.20.2.5 389',
    'TKYC5IWKMC open tcp 10.20.2.5 445',
    'THV4U3Z3CM open tcp 10.20.2.5 464',
    'TGVVHPFN6Q open manual 10.20.2.5 tcp/49152-65535',
    'TVR2JAEW4P open manual 10.20.2.5 udp/53',
    'TJYIQHGIEZ open manual 10.20.2.5 udp/88',
    'TPFSLTO4KO open manual 10.20.2.5 udp/123',
    'TQWAUXIJJB open manual 10.20.2.5 udp/389',
    'T7MJP5GADG open manual 10.20.2.5 udp/464',
    'TBNICA654A open tcp 10.20.1.10 4242',
    'TTBHSN3J77 open tcp fd20:0:0:21::10 4242',
    'T2FY5AHSM6 open tcp 10.20.1.10 4899',
    'TDJPMMH4JT open tcp fd20:0:0:21::10 4899',
    'TZ2NO4675E open tcp 10.20.1.10 4900',
    'TCLGH236WK open tcp fd20:0:0:21::10 4900',
    'TCB7PDIBSH open tcp 10.20.2.20 4432',
    'TIHQVC5GPN open tcp 10.20.1.21 4239',
    'TV5DHATOU5 open tcp fd20:0:0:21::21 4239',
    'TPACM6S2SL open tcp 10.20.1.21 4242',
    'TVE2PMBUWN open tcp fd20:0:0:21::21 4242',
    'TP7HP7ZFSZ open tcp 10.20.1.21 4747',
    'T73VWK7TBQ open tcp fd20:0:0:21::21 4747',
    'TMZJOSZ3MJ open tcp 10.20.1.21 4899',
    'TDYGX3H7LC open tcp fd20:0:0:21::21 4899',
    'TR5ZHDQNIH open tcp 10.20.1.21 4949',
    'TYPBF34Y62 open tcp fd20:0:0:21::21 4949',
    'T2C7SG6C4P open tcp 10.20.2.30 445',
    'TDM5DRAUGM open tcp 10.20.1.11 4242',
    'TSKRCHHQB3 open tcp fd20:0:0:21::11 4242',
    'T5LZZ64LAN open tcp 10.20.1.11 4899',
    'THL6PU7EHB open tcp fd20:0:0:21::11 4899',
    'TERXR4XOKI open tcp 10.20.1.11 4900',
    'TJMI6OOL5L open tcp fd20:0:0:21::11 4900',
    'TWXDBOAEG6 open tcp 10.20.2.51 8530',
    'TCOD4BEHOC open tcp 10.20.0.250 3128',
    'TKMVMSMG66 closed tcp 10.20.2.40 135',
    'TGNEXLKXRM closed tcp 10.20.2.55 1433',
    'TB4SP5YX24 closed tcp 10.20.2.52 25',
    'TCQEO3HPHH closed tcp 10.20.1.10 443',
    'TABICQ7MFB closed tcp 10.20.2.20 3389',
    'TLSZ2UTTSM closed tcp 10.20.1.21 3389',
    'T7NDC7SURY closed tcp 10.20.2.30 135',
    'TY6CRDOZVC closed tcp 10.20.1.11 443'
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
