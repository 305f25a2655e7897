package powershell

import (
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

// texts of scripts. They are ASCII: Windows PowerShell 5.1 takes a file without a mark for one in the code page of the host, in which parts of other
// characters are quotes. A rule's texts hold no bar, which parts them where Windows keeps them; its names hold nothing that stands for other
// characters, and that of the group leaves room for the rest.
// A remark holds no number sign, so that none becomes the mark of a signature.
var texts = map[string]firewall.Text{
	"remark":      {ASCII: true, Instead: []string{"#", ""}},
	"name":        {ASCII: true, Only: "-_.", Instead: []string{" ", "_"}, Most: 200},
	"group":       {ASCII: true, Only: "-_.", Instead: []string{" ", "_"}, Most: 100},
	"display":     {ASCII: true, Most: 200, Instead: []string{"|", "/"}, Escape: []string{"'", "''"}},
	"description": {ASCII: true, Most: 500, Instead: []string{"|", "/"}, Escape: []string{"'", "''"}},
}

// quote is a text in single quotes, in which nothing has a meaning but the quote.
func quote(place, text string) string { return "'" + texts[place].Of(text) + "'" }

// group is the batch of all rules of a site on a host.
func group(s *ruleset.Ruleset) string { return texts["group"].Of("portolan-" + s.Site) }

// steps are of the pages on netsh advfirewall, Register-ScheduledTask and the cmdlets of NetSecurity. What was there before is put back by itself
// unless somebody who still gets in stops that.
func steps(s *ruleset.Ruleset, names []string) []firewall.Step {
	before, script := `C:\portolan-before.wfw`, `.\`+names[0]
	return []firewall.Step{
		{Do: firewall.Save, Commands: []string{"netsh advfirewall export " + before}},
		{Do: firewall.Test, Note: "what-if", Commands: []string{script + " -WhatIf"}},
		{Do: firewall.Apply, Note: "guard", Commands: []string{
			"Register-ScheduledTask -TaskName portolan-revert -User SYSTEM -RunLevel Highest -Trigger (New-ScheduledTaskTrigger -Once -At (Get-Date).AddMinutes(5)) -Action (New-ScheduledTaskAction -Execute netsh -Argument 'advfirewall import " + before + "')",
			script, "Unregister-ScheduledTask -TaskName portolan-revert -Confirm:$false"}},
		{Do: firewall.Check, Note: "others", Commands: []string{"Get-NetFirewallRule -Group '" + group(s) + "' | Measure-Object",
			"Get-NetFirewallProfile -PolicyStore ActiveStore | Format-Table Name, Enabled, DefaultInboundAction, DefaultOutboundAction",
			"Get-NetFirewallRule -Enabled True -Action Allow | Where-Object Group -ne '" + group(s) + "' | Format-Table Name, Direction, DisplayGroup"}},
		{Do: firewall.Remove, Note: "still-in", Commands: []string{script + " -Remove"}},
		{Do: firewall.RollBack, Commands: []string{"netsh advfirewall import " + before}},
	}
}
