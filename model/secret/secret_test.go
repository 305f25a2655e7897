package secret

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const (
	letters = "aB3dE6gH9jK2mN5pQ8rS1tU4vW7xY0zAbCdEfGhIjKlMnOpQrStUvWxYz0123456789aB3dE6gH9jK2mN5pQ8rS1tU4vW7x"
	hexes   = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	capital = "QWERTY2345ASDFGH67ZXCVBNQWERTY2345ASDFGH67"
)

// secrets are one secret of each kind, by what it is. None was ever one.
var secrets = map[string]string{
	"PEM key":              "-----BEGIN " + "PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----",
	"PEM key, RSA":         "-----BEGIN RSA " + "PRIVATE KEY-----",
	"PEM key, EC":          "-----BEGIN EC " + "PRIVATE KEY-----",
	"PEM key, encrypted":   "-----BEGIN ENCRYPTED " + "PRIVATE KEY-----",
	"OpenSSH key":          "-----BEGIN OPENSSH " + "PRIVATE KEY-----",
	"PGP key":              "-----BEGIN PGP " + "PRIVATE KEY BLOCK-----",
	"SSH2 key":             "---- BEGIN SSH2 ENCRYPTED " + "PRIVATE KEY ----",
	"PuTTY key":            "PuTTY-User-Key-File-" + "3: ssh-ed25519",
	"age key":              "AGE-SECRET-KEY-1" + capital,
	"AWS access key":       "AKIA" + capital[:16],
	"AWS secret key":       "wJalrXUtnFEMI9K7MDENG2bPxRfiCY" + "3XAMPLKEY4",
	"Azure storage":        "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=" + letters[:40] + "==",
	"Azure signature":      "https://a.blob.example/c?sv=1&sig=" + letters[:40],
	"Azure client secret":  "abc8Q~" + letters[:33],
	"Azure bus":            "Endpoint=sb://a.example/;SharedAccessKeyName=r;SharedAccessKey=" + letters[:40] + "=",
	"Google API key":       "AIza" + letters[:35],
	"Google client secret": "GOCSPX-" + letters[:28],
	"Alibaba":              "LTAI" + letters[:20],
	"GitHub":               "ghp_" + letters[:36],
	"GitHub, fine":         "github_pat_" + letters[:30],
	"GitLab":               "glpat-" + letters[:20],
	"Atlassian":            "ATATT3" + letters[:50],
	"Slack":                "xoxb-" + "123456789012-abcdef",
	"Slack webhook":        "https://hooks.slack.com/services/" + letters[:30],
	"Teams webhook":        "https://a.example/x/IncomingWebhook/" + hexes[:32] + "/y",
	"Discord webhook":      "https://discord.example/api/webhooks/123456789012345678/" + letters[:60],
	"Telegram":             "123456789:AA" + letters[:33],
	"Stripe":               "sk_" + "live_" + letters[:24],
	"Twilio":               "SK" + hexes[:32],
	"SendGrid":             "SG." + letters[:22] + "." + letters[:43],
	"Mailgun":              "key-" + hexes[:32],
	"Mailchimp":            hexes[:32] + "-us12",
	"npm":                  "npm_" + letters[:36],
	"PyPI":                 "pypi-" + letters[:60],
	"RubyGems":             "rubygems_" + hexes[:48],
	"Docker Hub":           "dckr_pat_" + letters[:27],
	"Artifactory":          "AKCp" + letters[:40],
	"Vault":                "hvs." + letters[:40],
	"Terraform Cloud":      letters[:14] + ".atlasv1." + letters[:62],
	"Databricks":           "dapi" + hexes[:32],
	"DigitalOcean":         "dop_v1_" + hexes[:64],
	"Grafana":              "glsa_" + letters[:32],
	"Dynatrace":            "dt0c01." + letters[:24] + "." + letters[:40],
	"New Relic":            "NRAK-" + capital[:27],
	"OpenAI":               "sk-" + letters[:20] + "T3BlbkFJ" + letters[:20],
	"Anthropic":            "sk-ant-" + letters[:40],
	"Hugging Face":         "hf_abcdefghijklmnopqrstuvwxyzABCDEFGH",
	"Shopify":              "shpat_" + hexes[:32],
	"Postman":              "PMAK-" + hexes[:24] + "-" + hexes[:34],
	"Pulumi":               "pul-" + hexes[:40],
	"Doppler":              "dp.pt." + letters[:43],
	"OpenShift":            "sha256~" + letters[:43],
	"Linear":               "lin_api_" + letters[:40],
	"signed token":         "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0." + letters[:43],
	"bcrypt":               "$2b$12$" + letters[:53],
	"SHA-512 of shadow":    "$6$salt$" + letters[:86],
	"curl":                 "curl -u admin:hunter22 https://a.example",
	"Authorization":        "Authorization: Bearer " + letters[:30],
	"PostgreSQL":           "postgres://app:hunter2@db1/app",
	"Redis, no user":       "redis://:hunter2@cache1:6379",
	"ODBC":                 "Driver={SQL};Server=db1;Uid=app;Pwd=hunter2;",
	"environment":          "PGPASSWORD=hunter2 psql",
	"option":               "tool --password hunter2",
	"English":              "password: hunter2",
	"English, secret":      "client_secret = hunter2",
	"German":               "Passwort: Sommer2026",
	"German, other word":   "Kennwort=Sommer2026",
	"French":               "mot de passe : Ete2026!",
	"Spanish":              "contraseña=Verano2026",
	"Portuguese":           "senha: Verao2026",
	"Dutch":                "wachtwoord = Zomer2026",
	"Polish":               "Hasło: Lato2026",
	"Czech":                "heslo=Leto2026",
	"Italian":              "parola d'ordine; parola=Estate2026",
	"Turkish":              "şifre: Yaz2026",
	"Swedish":              "Lösenord: Sommar2026",
	"Danish":               "adgangskode=Sommer2026",
	"Norwegian":            "passord: Sommer2026",
	"Finnish":              "salasana=Kesa2026",
	"Hungarian":            "jelszó: Nyar2026",
	"Russian":              "Пароль: Leto2026",
	"Greek":                "κωδικός=Kalo2026",
	"Chinese":              "密码：Xiatian2026",
	"Japanese":             "パスワード=Natsu2026",
	"Korean":               "비밀번호: Yeoreum2026",
}

// TestEachKindIsFound: each secret is found, alone and within a sentence, what gives it away does not hold it, and Hide leaves nothing of it that is
// longer than a word.
func TestEachKindIsFound(t *testing.T) {
	for what, text := range secrets {
		for _, around := range []string{text, "See the note of the host (" + text + "), which is kept."} {
			tells := Find(around)
			if tells == "" {
				t.Errorf("%s: not found in %q", what, around)
				continue
			}
			for _, value := range Values(around) {
				if strings.Contains(tells, value) || !strings.Contains(tells, "-----") && strings.Contains(Hide(around), value) {
					t.Errorf("%s: %q is told in %q or %q", what, value, tells, Hide(around))
				}
			}
			if Hide(around) == around {
				t.Errorf("%s: nothing of %q is hidden", what, around)
			}
		}
	}
}

// TestEachPatternFinds: each line of the file has three columns, its pattern is one, and a secret of the list above is of its kind.
func TestEachPatternFinds(t *testing.T) {
	for line := range strings.Lines(kindsText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(columns) != 3 {
			t.Fatalf("%q has %d columns", line, len(columns))
		}
		pattern, found := regexp.MustCompile(columns[2]), false
		for _, text := range secrets {
			found = found || pattern.MatchString(text)
		}
		if !found {
			t.Errorf("%s: no secret of the test is found by %s", columns[0], columns[2])
		}
		for _, literal := range strings.Split(columns[1], ",") {
			if literal != strings.ToLower(literal) || len(literal) < 2 {
				t.Errorf("%s: %q cannot be a literal", columns[0], literal)
			}
		}
	}
}

// TestPlainTextsAreNone: texts that speak of secrets, ask for one or name its place, and long words of other kinds.
func TestPlainTextsAreNone(t *testing.T) {
	for _, text := range []string{"", "password: ask the safe", "Password = $env:SECRET", "PGPASSWORD=%PW% psql", "psql --password", "--password <typed>", "token = {{node.name}}",
		"https://host/path", "postgres://app@db1/app", "the secret is kept in the safe", "Passwort: im Tresor", "a key-value store", "task SKIPPED", "sha256:" + hexes, hexes, "tcp/443",
		"/opt/Service/With/A/Long/Path2/To/Something/Or/Other9", "/DATA/TestClusterCommandsHandOn3928475610/001/Share7", "/srv/ApplicationServerProduction2023/BackupRepositoryWest01", "C:\\Program Files\\Service\\Repository\\12", "CN=qs-central,OU=Servers,DC=harbour,DC=example", "ask-for-the-key-of-the-room"} {
		if tells := Find(text); tells != "" || Hide(text) != text {
			t.Errorf("%q: %q, %q", text, tells, Hide(text))
		}
	}
}

// TestNothingShippedIsASecret reads every TOML file of sites and catalogues line by line.
func TestNothingShippedIsASecret(t *testing.T) {
	files := 0
	for _, root := range []string{"../../sites", "../catalog"} {
		err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(name) != ".toml" || strings.Contains(name, "testdata") {
				return err
			}
			files++
			data, err := os.ReadFile(name)
			for line := range strings.Lines(string(data)) {
				if tells := Find(line); tells != "" {
					t.Errorf("%s: %s: %s", name, tells, line)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 100 {
		t.Errorf("only %d files", files)
	}
}
