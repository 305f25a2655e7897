package terminal

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"portolan/cmd/portolan/terminal/texttable"
	"portolan/model/outage"
	"portolan/model/plan"
)

func (t *page) table(title string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	t.b.WriteByte('\n')
	t.line(0, "%s", title)
	texttable.Table(&t.b, t.width, 2, rows)
}

// meanings say what the verdicts mean.
var meanings = map[outage.Verdict]string{
	outage.Outage:   "Some users have no access, or services of other hosts stall, and no failover of the plan helps.",
	outage.Lacking:  "All required users have access, now or after a failover, but remaining hosts are cut off from something required, and no failover of the plan helps.",
	outage.Failover: "Something required does not work until a failover.",
	outage.Fewer:    "Everything required has at least one remaining destination. Whether that is enough depends on the product.",
	outage.Alone:    "Nothing required is affected except on the failed hosts themselves.",
}

// Outcome is what a loss means.
func Outcome(p *plan.Plan, o *outage.Outcome, width int) string {
	t := &page{width: width, plan: p}
	t.line(0, "%s: %s", strings.ToUpper(string(o.Verdict)), headline(o))
	t.line(2, "%s", meanings[o.Verdict])
	between := ""
	if o.Count.Lost > 0 {
		between = fmt.Sprintf(", %d of them between hosts", o.Count.LostWide)
	}
	t.line(2, "Of %d flows, %d are kept, %d work after a failover, %d fail%s.", o.Count.All, o.Count.Kept, o.Count.Later, o.Count.Lost, between)
	if o.Count.Reduced > 0 {
		t.line(2, "%d of the kept flows are between groups that have fewer hosts now.", o.Count.Reduced)
	}
	t.states(o)
	t.table("Affected services", missedRows(o.Missed))
	t.table("Hosts behind failed load balancers and forward proxies", passedRows(o.Passed))
	t.table("User access", accessRows(o.Access))
	t.stalled(o)
	t.calls(o.Calls)
	t.table("Failed flows by cause", causeRows(o))
	t.table("Resources on failed hosts", resourceRows(o.Resources))
	t.table("Checks that decide what failed", checkRows(o.Triage))
	t.books(o)
	t.table("Contacts", contactRows(o.Contacts))
	return t.b.String()
}

// mostLost is the number of lost hosts that the headline names.
const mostLost = 12

func headline(o *outage.Outcome) string {
	if len(o.Lost) == 0 {
		return o.Site + ", no failed host"
	}
	if more := len(o.Lost) - mostLost; more > 0 {
		return fmt.Sprintf("%s without %s and %d more", o.Site, strings.Join(o.Lost[:mostLost], ", "), more)
	}
	return o.Site + " without " + strings.Join(o.Lost, ", ")
}

func (t *page) states(o *outage.Outcome) {
	var rows [][]string
	for _, s := range o.States {
		text := "possible, not needed for this"
		switch {
		case s.Location != "" && !s.Possible:
			text = "not possible: all standby hosts of " + s.Location + " failed"
		case s.Location != "" && s.Needed:
			text = fmt.Sprintf("needed and possible: location %s takes over from %s", s.Location, s.LostLocation)
		case !s.Possible:
			text = "not possible: " + s.Holder + " failed"
		case s.Needed:
			text = fmt.Sprintf("needed and possible: %s takes over from %s", s.Holder, s.From)
		}
		rows = append(rows, []string{s.ID, text})
	}
	t.table("States after a failover", rows)
	for _, s := range o.States {
		t.table("Calls that are cut off in "+s.ID, callRows(s.CutOff, outage.Gone))
	}
}

// causeRows count lost flows by their cause. The order is that of the numbers.
func causeRows(o *outage.Outcome) [][]string {
	count := map[string]int{}
	for _, f := range o.Flows {
		switch {
		case f.Cause == nil:
		case f.Cause.Kind == outage.ServiceStall:
			count["a service that calls or answers is stalled, which goes back to "+strings.Join(f.Cause.Lost, ", ")]++
		default:
			count[f.Cause.Text]++
		}
	}
	var rows [][]string
	texts := make([]string, 0, len(count))
	for text := range count {
		texts = append(texts, text)
	}
	slices.SortFunc(texts, func(a, b string) int { return cmp.Or(count[b]-count[a], strings.Compare(a, b)) })
	for _, text := range texts {
		rows = append(rows, []string{fmt.Sprint(count[text]), text})
	}
	return rows
}

func resourceRows(list []outage.Resource) [][]string {
	var rows [][]string
	for _, r := range list {
		need := "not required by the catalogue"
		if r.Required {
			need = "required by the catalogue"
		}
		rows = append(rows, []string{r.Name, "on " + r.On, need})
	}
	return rows
}

// books shows the runbooks to open, in their order, and names those of the others that cannot be followed as they stand.
func (t *page) books(o *outage.Outcome) {
	var rows, touched [][]string
	for _, b := range o.Applicable() {
		rows = append(rows, []string{b.ID, b.Kind, b.Trigger + stepsOf(b)})
	}
	for _, b := range o.Runbooks[len(rows):] {
		if stepsOf(b) != "" {
			touched = append(touched, []string{b.ID, b.Kind, strings.TrimSpace(stepsOf(b))})
		}
	}
	t.table("Applicable runbooks", rows)
	t.table("Other runbooks with steps on failed hosts", touched)
}

// steps names the steps that cannot be done at all, or not everywhere.
func stepsOf(b outage.Book) string {
	text := ""
	if len(b.Blocked) > 0 {
		text += fmt.Sprintf(" Cannot be done: steps %s.", strings.Join(b.Blocked, ", "))
	}
	if len(b.Partly) > 0 {
		text += fmt.Sprintf(" Only at the hosts that are left: steps %s.", strings.Join(b.Partly, ", "))
	}
	return text
}

func contactRows(list []plan.Contact) [][]string {
	var rows [][]string
	for _, c := range list {
		var how []string
		for _, text := range []string{c.Mail, c.When} {
			if text != "" {
				how = append(how, text)
			}
		}
		rows = append(rows, []string{c.Name, c.Role, c.Phone, strings.Join(how, ", ")})
	}
	return rows
}
