package plan

// A Profile says which rules that documents dispute a plan opens.
type Profile string

// The profiles. UsualProfile is that of a site that names none.
const (
	UsualProfile      Profile = "usual"      // disputed rules are open, but those that their catalogue itself calls against the usual direction
	FullProfile       Profile = "full"       // every disputed rule is open
	UndisputedProfile Profile = "undisputed" // no disputed rule is open
)

// Profiles are all profiles, the usual one first.
var Profiles = []Profile{UsualProfile, FullProfile, UndisputedProfile}

// Opens reports whether a plan with the profile holds a flow. What stays inside a host passes no firewall and is always held.
func (p Profile) Opens(f *Flow) bool {
	switch {
	case f.Disputed == "" || f.Internal || p == FullProfile:
		return true
	case p == UndisputedProfile:
		return false
	}
	return !f.Unusual
}
