package powershell

import (
	"fmt"
	"strings"
)

// frame is the script around the calls. A rule that is there stays and is set in its place, new rules are there before old ones go, and nothing is blocked before all of them are there. It asks first whether
// rules of this host count at all: where a group policy ignores them, to block all else would lock everybody out. Preferences of a script do not reach the
// cmdlets, which are functions of a module; so each call says for itself whether it only tells what it would do.
func (w *writer) frame(outbound bool) string {
	group := quote("name", w.group)
	block, back := "", ""
	if outbound {
		block, back = " -DefaultOutboundAction Block", "    Set-NetFirewallProfile -Name @('Domain', 'Private', 'Public') -DefaultOutboundAction NotConfigured -ErrorAction Stop -WhatIf:$WhatIfPreference\n"
	}
	text := fmt.Sprintf(`
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
        New-NetFirewallRule -Name $Name -Group %s -DisplayName $DisplayName -Direction $Direction -Protocol $Protocol -Action Allow -Enabled True -Profile Any @More -ErrorAction Stop -WhatIf:$WhatIfPreference
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
%s    Clear-Group %s @()
    Confirm-Group %s 0
    return
}
if (@(Get-NetFirewallProfile -PolicyStore ActiveStore | Where-Object { [string]$_.AllowLocalFirewallRules -eq 'False' }).Count -gt 0) { throw 'a group policy ignores the rules of this host: put them into that policy' }

`, group, back, group, group) + strings.ReplaceAll(w.calls.String(), "\r\n", "\n") + fmt.Sprintf(`
Clear-Group %s @(%s)
Confirm-Group %s %d
Set-NetFirewallProfile -Name @('Domain', 'Private', 'Public') -Enabled True -DefaultInboundAction Block%s -ErrorAction Stop -WhatIf:$WhatIfPreference
`, group, strings.Join(w.names, ", "), group, len(w.names), block)
	return strings.ReplaceAll(text, "\n", "\r\n")
}
