package revision

import (
	"encoding/json"

	"portolan/model/catalog"
)

// The two files, as far as they are compared. Their whole form is that of the published schema of rules.json, and of the plan.
type (
	planFile struct {
		Site     string `json:"site"`
		Profile  string `json:"profile"`
		Document struct {
			ID             string `json:"id"`
			Customer       string `json:"customer"`
			Title          string `json:"title"`
			Classification string `json:"classification"`
			Revision       string `json:"revision"`
			Date           string `json:"date"`
		} `json:"document"`
		Products []struct {
			ID        string `json:"id"`
			Name      string `json:"name"`
			Catalogue string `json:"catalogue"`
		} `json:"products"`
		Zones []struct {
			ID   string `json:"id"`
			Tier string `json:"tier"`
		} `json:"zones"`
		Nodes     []nodeOf `json:"nodes"`
		Resources []struct {
			ID    string            `json:"id"`
			Name  string            `json:"name"`
			On    string            `json:"on"`
			Facts map[string]string `json:"facts"`
		} `json:"resources"`
		States []struct {
			ID     string `json:"id"`
			Holder string `json:"holder"`
			From   string `json:"from"`
		} `json:"states"`
		Contacts []struct {
			ID    string `json:"id"`
			Name  string `json:"name"`
			Role  string `json:"role"`
			Phone string `json:"phone"`
			Mail  string `json:"mail"`
			When  string `json:"when"`
		} `json:"contacts"`
		Unopened []struct {
			Node    string `json:"node"`
			Service string `json:"service"`
			catalog.Port
		} `json:"unopened"`
		Findings []struct {
			ID       string          `json:"id"`
			Level    string          `json:"level"`
			Node     string          `json:"node"`
			About    json.RawMessage `json:"about"`
			What     string          `json:"what"`
			Accepted json.RawMessage `json:"accepted"`
		} `json:"findings"`
		Questions []struct {
			ID       string   `json:"id"`
			Title    string   `json:"title"`
			Decision string   `json:"decision"`
			Flows    []string `json:"flows"`
			Nodes    []string `json:"nodes"`
		} `json:"questions"`
		NotCovered []struct {
			ID       string   `json:"id"`
			Topic    string   `json:"topic"`
			Text     string   `json:"text"`
			Declared []string `json:"declared"`
		} `json:"not_covered"`
		Decisions []struct {
			ID       string `json:"id"`
			Text     string `json:"decision"`
			Choose   string `json:"choose"`
			By       string `json:"by"`
			Role     string `json:"role"`
			Date     string `json:"date"`
			Ticket   string `json:"ticket"`
			Evidence string `json:"evidence"`
			Until    string `json:"until"`
			Answers  []struct {
				Kind  string `json:"kind"`
				ID    string `json:"id"`
				State string `json:"state"`
			} `json:"answers"`
		} `json:"decisions"`
		Runbooks []struct {
			ID        string      `json:"id"`
			Title     string      `json:"title"`
			Group     string      `json:"group"`
			Severity  string      `json:"severity"`
			Catalogue string      `json:"catalogue"`
			Trigger   string      `json:"trigger"`
			Impact    string      `json:"impact"`
			Owner     string      `json:"owner"`
			Minutes   json.Number `json:"minutes"`
			Steps     []stepOf    `json:"steps"`
		} `json:"runbooks"`
		Backup   json.RawMessage `json:"backup"`
		Recovery json.RawMessage `json:"recovery"`
		Review   json.RawMessage `json:"review"`
	}
	nodeOf struct {
		ID       string `json:"id"`
		OS       string `json:"os"`
		Product  string `json:"product"`
		RoleName string `json:"role_name"`
		Services []struct {
			Name string `json:"name"`
		} `json:"services"`
		Flags []string          `json:"flags"`
		Facts map[string]string `json:"facts"`
	}
	stepOf struct {
		ID       string   `json:"id"`
		Title    string   `json:"title"`
		Where    []string `json:"where"`
		Who      string   `json:"who"`
		Text     string   `json:"text"`
		Commands []struct {
			Parties []string `json:"parties"`
			Shell   string   `json:"shell"`
			Text    string   `json:"text"`
		} `json:"commands"`
		Expect   string      `json:"expect"`
		IfFails  string      `json:"if_fails"`
		Rollback string      `json:"rollback"`
		Danger   string      `json:"danger"`
		Minutes  json.Number `json:"minutes"`
	}

	rulesFile struct {
		Format int `json:"format"`
		Zones  []struct {
			ID       string   `json:"id"`
			Name     string   `json:"name"`
			Networks []string `json:"networks"`
			Outside  bool     `json:"outside"`
			Scope    string   `json:"scope"`
		} `json:"zones"`
		Firewalls []struct {
			ID    string   `json:"id"`
			Name  string   `json:"name"`
			Zones []string `json:"zones"`
			Owner string   `json:"owner"`
			Log   string   `json:"log"`
		} `json:"firewalls"`
		Translations []struct {
			ID        string   `json:"id"`
			Kind      string   `json:"kind"`
			Parties   []string `json:"parties"`
			Addresses []string `json:"addresses"`
			Firewall  string   `json:"firewall"`
			Zones     []string `json:"zones"`
		} `json:"translations"`
		Parties []partyOf   `json:"parties"`
		Rules   []ruleOf    `json:"rules"`
		Grouped []groupedOf `json:"grouped_rules"`
	}
	partyOf struct {
		ID        string   `json:"id"`
		Kind      string   `json:"kind"`
		Name      string   `json:"name"`
		Host      string   `json:"host"`
		Zone      string   `json:"zone"`
		Addresses []string `json:"addresses"`
		Networks  []string `json:"networks"`
		Members   []string `json:"members"`
	}
	termsOf struct { // what rules of both forms say of themselves
		Action      string   `json:"action"`
		SourcePort  string   `json:"source_port"`
		Phase       string   `json:"phase"`
		States      []string `json:"states"`
		Requirement string   `json:"requirement"`
		Owner       string   `json:"owner"`
		Requester   string   `json:"requester"`
		Ticket      string   `json:"ticket"`
		Since       string   `json:"since"`
		Until       string   `json:"until"`
		Need        string   `json:"justification"`
		Review      string   `json:"review"`
		Log         string   `json:"log"`
		Status      string   `json:"status"`
		Implementer string   `json:"implementer"`
		Firewalls   []string `json:"firewalls"`
		Families    []string `json:"families"`
		Approval    struct {
			By     string `json:"by"`
			Role   string `json:"role"`
			Date   string `json:"date"`
			Ticket string `json:"ticket"`
			Until  string `json:"until"`
		} `json:"approval"`
		Standing struct {
			State string `json:"state"`
		} `json:"approval_state"`
	}
	ruleOf struct {
		ID       string `json:"id"`
		Reason   string `json:"reason"`
		Internal bool   `json:"internal"`
		From     string `json:"from"`
		To       string `json:"to"`
		Via      string `json:"via"`
		Leg      int    `json:"leg"`
		Service  string `json:"service"`
		catalog.Port
		Purpose   string   `json:"purpose"`
		Encrypted string   `json:"encrypted"`
		Condition string   `json:"condition"`
		Disputed  string   `json:"disputed"`
		Notes     []string `json:"notes"`
		termsOf
	}
	groupedOf struct {
		ID       string   `json:"id"`
		From     string   `json:"from"`
		To       string   `json:"to"`
		Services string   `json:"services"`
		Rules    []string `json:"rules"`
		termsOf
	}
)

// ApprovalState is the fact of a rule that says whether it is approved as it is.
const ApprovalState = "approval"

const approved = "approved" // its value for a rule that is

// terms are facts that rules of both forms have beside what they allow.
func (t *termsOf) terms() []Fact {
	agreed := []Fact{one("approved by", t.Approval.By), one("approver's role", t.Approval.Role), one("approved on", t.Approval.Date), one("approval ticket", t.Approval.Ticket), one("approved until", t.Approval.Until)}
	for i := range agreed {
		agreed[i].Of = ApprovalState
	}
	return append([]Fact{one("requirement", t.Requirement), set("firewall", t.Firewalls), set("address family", t.Families), one("owner", t.Owner), one("requester", t.Requester), one("ticket", t.Ticket),
		one("since", t.Since), one("until", t.Until), one("justification", t.Need), one("review", t.Review), one("log", t.Log), one("status", t.Status), one("implementer", t.Implementer), one(ApprovalState, t.Standing.State)}, agreed...)
}
