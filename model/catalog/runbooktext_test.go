package catalog

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"portolan/model/source"
)

// quoted is what texts put in quotes without naming a runbook or a step: words of the product's and of the vendor's.
var quoted = []string{"a compatible version", "No access path", "Recreating Qlik Sense root CA certificate"}

// TestRunbookTextsCanBeFollowed keeps what only a reader would find: marks of Markdown in texts that are printed as they stand, names of
// runbooks and steps that there are not, and a word on known problems in a runbook that knows none of that kind.
func TestRunbookTextsCanBeFollowed(t *testing.T) {
	for _, dir := range Editions() {
		cat, _ := Open(dir)
		textsCanBeFollowed(t, cat)
	}
}

func textsCanBeFollowed(t *testing.T, cat *Catalogue) {
	titles := slices.Clone(quoted)
	for _, b := range cat.Whole() {
		titles = append(titles, b.Title.V)
		for _, p := range b.Problems {
			titles = append(titles, p.Symptom.V)
		}
		for _, s := range slices.Concat(b.Steps, b.Undo) {
			titles = append(titles, s.Title.V)
		}
	}
	inQuotes := regexp.MustCompile(`“([^”]+)”`)
	for _, b := range cat.Whole() {
		plain, all := textsOf(b)
		for _, text := range plain {
			if strings.ContainsAny(text, "`*") {
				t.Errorf("%s: printed as it stands, with the marks: %s", b.ID.V, text)
			}
		}
		for _, text := range append(all, plain...) {
			for _, name := range inQuotes.FindAllStringSubmatch(text, -1) {
				if !slices.Contains(titles, name[1]) {
					t.Errorf("%s: no runbook and no step is called %q: %s", b.ID.V, name[1], text)
				}
			}
			knows := slices.ContainsFunc(b.Problems, func(p Problem) bool { return strings.Contains(p.Cure.V, "-bootstrap") })
			if strings.Contains(text, "local administrator, see the known problems.") && !knows {
				t.Errorf("%s knows no such problem: %s", b.ID.V, text)
			}
			if ownProblems.MatchString(text) && len(b.Problems) == 0 {
				t.Errorf("%s knows no problems: %s", b.ID.V, text)
			}
			for _, other := range othersProblems.FindAllStringSubmatch(text, -1) {
				if !slices.ContainsFunc(cat.Runbooks, func(o *Runbook) bool { return o.Title.V == other[1] && len(o.Problems) > 0 }) {
					t.Errorf("%s: %q knows no problems: %s", b.ID.V, other[1], text)
				}
			}
			if strings.Contains(text, "box below") || strings.Contains(text, "last known problem") {
				t.Errorf("%s points at what need not be there: %s", b.ID.V, text)
			}
		}
	}
}

// ownProblems finds a word on known problems that does not name another runbook's.
var ownProblems = regexp.MustCompile(`known problems?( below|\.|,|;| “[A-Z][^”]*”( now)?\.|$)`)

// othersProblems finds a word on the known problems of another runbook, with its title.
var othersProblems = regexp.MustCompile(`known problems? of (?:the runbook )?“([^”]+)”`)

// TestServicesAreStoppedInOneWay: whoever stops services reads the same of one that does not stop, in every runbook, and never that its process may
// be ended without asking; where all of a host's are stopped, the script that does it is named.
func TestServicesAreStoppedInOneWay(t *testing.T) {
	cat, _ := Open("qlik-sense/2023-08")
	first, seen := "", 0
	for _, b := range cat.Whole() {
		for _, s := range slices.Concat(b.Steps, b.Undo) {
			if !strings.HasPrefix(s.Run.V, "Stop-Service -DisplayName '{{item}}'") {
				continue
			}
			if seen++; first == "" {
				first = s.IfFails.V
			}
			if s.IfFails.V != first || !strings.Contains(s.IfFails.V, "escalate to second-level support before you end its process") {
				t.Errorf("%s, step %s: %q, elsewhere %q", b.ID.V, s.ID.V, s.IfFails.V, first)
			}
			script := slices.ContainsFunc(s.Files, func(f str) bool { return f.V == "stop-services" })
			if all := s.Each.V == "services reversed"; all != script {
				t.Errorf("%s, step %s: stops all services: %v, names the script for it: %v", b.ID.V, s.ID.V, all, script)
			}
		}
	}
	if seen < 15 {
		t.Errorf("only %d steps stop services", seen)
	}
}

// length finds times in words and in numbers.
var length = regexp.MustCompile(`(?i)\b(\d+|a|an|one|two|few|some|half|quarter of an|several) (minute|hour|day)s?\b`)

// TestRunbookFronts: what people notice is as long as the steps say, and only they; reasons against a procedure read as conditions, not as facts of
// the site; who signs has taken part; and why a pack lacks a runbook is said in words.
func TestRunbookFronts(t *testing.T) {
	for _, dir := range Editions() {
		cat, _ := Open(dir)
		runbookFronts(t, cat)
	}
}

// statedLengths are runbooks whose documents state how long users notice them, by title.
var statedLengths = []string{"Stop the cluster", "Apply a patch from ThoughtSpot Support", "Upgrade: prepare and call ThoughtSpot Support"}

func runbookFronts(t *testing.T, cat *Catalogue) {
	for _, b := range cat.Whole() {
		if found := length.FindString(b.Impact.V); found != "" && !slices.Contains(statedLengths, b.Title.V) {
			t.Errorf("%s: the impact states a length, %q, beside that of the steps: write {{%s}}, or none", b.ID.V, found, MinutesDown)
		}
		for _, line := range strings.Split(b.NotWhen.V, "\n") {
			if line != "" && !strings.HasPrefix(strings.TrimPrefix(line, "- "), "If ") {
				t.Errorf("%s: not a condition: %s", b.ID.V, line)
			}
		}
		for _, signer := range b.SignOff {
			if !slices.ContainsFunc(b.Roles, func(role str) bool { return strings.HasPrefix(role.V, signer.V) }) {
				t.Errorf("%s: %s signs and is not among those who take part", b.ID.V, signer.V)
			}
		}
		if (len(b.When) > 0 || b.Per.Set()) && !b.OnlyFor.Set() {
			t.Errorf("%s: only_for is not said", b.ID.V)
		}
	}
}

// textsOf are a runbook's texts: those that are printed as they stand, and those that are Markdown.
func textsOf(b *Runbook) (plain, markdown []string) {
	plain = []string{b.Title.V}
	markdown = []string{b.Trigger.V, b.NotWhen.V, b.Impact.V, b.Go.V, b.Rollback.V}
	for _, a := range b.Access {
		markdown = append(markdown, a.V)
	}
	for _, c := range slices.Concat(b.PreChecks, b.Verify) {
		plain, markdown = append(plain, c.Text.V), append(markdown, c.Pass.V, c.IfFails.V)
	}
	for _, s := range slices.Concat(b.Steps, b.Undo) {
		plain = append(plain, s.Title.V, s.Who.V)
		markdown = append(markdown, s.Text.V, s.Expect.V, s.IfFails.V, s.Rollback.V, s.NoRollback.V, s.Danger.V, s.NoReturn.V, s.Evidence.V)
	}
	for _, p := range b.Problems {
		markdown = append(markdown, p.Symptom.V, p.Cause.V, p.Cure.V, p.Pass.V)
	}
	for _, v := range b.Values {
		if v.Prose.V {
			markdown = append(markdown, v.Text.V)
		}
	}
	return plain, markdown
}

// TestEveryFailoverHasAFailbackDrill: whoever leaves has to come back, and tries that too. The way back is a runbook with a test interval among those that the
// failover names; where the documents have none, the exception says so.
func TestEveryFailoverHasAFailbackDrill(t *testing.T) {
	back := map[string]string{"database-failover": "database-rebuild-old"} // of other kinds
	none := map[string]string{"mirror-failover": "the vendor documents no failback; the rollback of the runbook says so"}
	for _, dir := range append(Editions(), Infrastructure().Editions()...) {
		c, _ := Open(dir)
		for _, b := range c.Runbooks {
			if b.Kind.V != "failover" || none[b.ID.V] != "" {
				continue
			}
			tried := slices.ContainsFunc(c.Runbooks, func(o *Runbook) bool {
				return source.Contains(b.Related, o.ID.V) && (o.Kind.V == FailbackKind || back[b.ID.V] == o.ID.V) && o.TestEveryDays.V > 0
			})
			if !tried || b.TestEveryDays.V == 0 {
				t.Errorf("%s: the failover %s has no failback with a test interval, or none of its own", dir, b.ID.V)
			}
		}
	}
}

// TestDutiesAreTeams: every duty for which a runbook escalates has a team that readers know, and no team is there for a duty that none escalates to.
func TestDutiesAreTeams(t *testing.T) {
	for _, edition := range Editions() {
		c, found := Open(edition)
		if c == nil {
			t.Fatal(found)
		}
		asked := map[string]bool{}
		for _, b := range c.Runbooks {
			for _, e := range b.Escalation {
				for _, to := range e.To {
					asked[to.V] = true
					if _, ok := c.Duties[to.V]; !ok {
						t.Errorf("%s: no team is called for %s", edition, to.V)
					}
				}
			}
		}
		for duty := range c.Duties {
			if !asked[duty] {
				t.Errorf("%s: no runbook escalates for %s", edition, duty)
			}
		}
	}
}
