// Package secret finds what looks like a password, key or token in a text, and writes texts without it. It knows secrets by their looks, and by
// the words before them.
package secret

import (
	"bytes"
	_ "embed"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

//go:embed kinds.txt
var kindsText string

// A kind is a form of secrets that are told by their looks.
type kind struct {
	what     string
	literals []string // in lower case; a text that holds none of them holds no such secret
	pattern  func() *regexp.Regexp
}

// kinds are those of the file. It is part of the program, and a test reads it.
var kinds = sync.OnceValue(func() []kind {
	var all []kind
	for line := range strings.Lines(kindsText) {
		columns := strings.Split(strings.TrimSpace(line), "\t")
		if len(columns) != 3 || strings.HasPrefix(line, "#") {
			continue
		}
		all = append(all, kind{columns[0], strings.Split(columns[1], ","), sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(columns[2]) })})
	}
	return all
})

// words are what stands before a secret, in the languages that sites are written in. Each is in lower case; those of the first list are matched
// with the end of a longer word before them, as in PGPASSWORD.
var words = []string{"password", "passwd", "pwd", "passphrase", "passcode", "secret", "api_key", "api-key", "apikey", "access_key", "access-key", "accesskey", "auth_token", "auth-token", "authtoken", "bearer",
	"client_secret", "private_key", "secret_key", "token",
	"passwort", "kennwort", "mot de passe", "motdepasse", "contraseña", "contrasena", "senha", "palavra-passe", "wachtwoord", "hasło", "haslo", "heslo", "parola", "şifre", "lösenord", "losenord", "adgangskode",
	"passord", "salasana", "jelszó", "jelszo", "zaporka", "lozinka", "geslo", "κωδικός", "пароль", "парола", "лозинка", "סיסמה", "密码", "密碼", "口令", "パスワード", "비밀번호", "mật khẩu", "kata sandi"}

// assigned finds "password=x", "PGPASSWORD = 'x'" and "password: x"; what is behind the word says whether it is one.
var (
	anyWord  = sync.OnceValue(func() string { return strings.Join(quoted(words), "|") })
	assigned = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)((?:` + anyWord() + `)['"]?\s*[:=：＝]\s*)(\S+)`)
	})
	option = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)(--?(?:` + anyWord() + `)\s+)(\S+)`) })
	inURL  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)[a-z][a-z0-9+.-]*://[^\s/:@'"]*:([^\s/@'"]+)@`) })
)

func quoted(list []string) []string {
	var out []string
	for _, w := range list {
		out = append(out, regexp.QuoteMeta(w))
	}
	return out
}

// wrapping is what may stand around a value.
const wrapping = "'\",;`"

// A hit is a secret in a text.
type hit struct {
	from, to int    // of the secret itself
	tells    string // the words that give it away, without the secret
}

// Find returns the words that give a secret away, without the secret itself; empty where a text holds none. Places where somebody is asked for one
// are none.
func Find(text string) string {
	if all := hits(text, true); len(all) > 0 {
		return all[0].tells
	}
	if plain, other := unescaped(text); other {
		return Find(plain)
	}
	return ""
}

// Clean tells of most lines of TOML, at a look, that they hold no secret and give no name to what is on the next one.
func Clean(line []byte) bool {
	return bytes.IndexByte(line, '\\') < 0 && !suspicious(line) && !bytes.HasSuffix(bytes.TrimRight(line, opening), []byte("="))
}

// opening is what may stand between a name and the end of its line, where what it names is on the next one.
const opening = "\"'[ \t\r"

// Opens reports whether a line of TOML gives a name to what is on the next one, and returns what can be put before that one.
func Opens(line string) (head string, ok bool) {
	head = strings.TrimRight(line, opening)
	return head, len(head) < len(line) && strings.HasSuffix(head, "=")
}

var escaped = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2})`)
})

// unescaped is a text with the characters that it writes by their numbers, as TOML does, if there are any.
func unescaped(text string) (plain string, other bool) {
	if !strings.Contains(text, `\u`) && !strings.Contains(text, `\U`) && !strings.Contains(text, `\x`) {
		return text, false
	}
	plain = escaped().ReplaceAllStringFunc(text, func(number string) string {
		n, _ := strconv.ParseUint(number[2:], 16, 32) // the pattern has digits only
		return string(rune(n))
	})
	return plain, plain != text
}

// Hide is a text without the secrets in it.
func Hide(text string) string {
	all := hits(text, false)
	slices.SortFunc(all, func(a, b hit) int { return b.from - a.from })
	for _, h := range all {
		if h.to <= len(text) {
			text = text[:h.from] + "..." + text[h.to:]
		}
	}
	return text
}

// Values are the secrets of a text.
func Values(text string) []string {
	var all []string
	for _, h := range hits(text, false) {
		if value := strings.Trim(text[h.from:h.to], wrapping); value != "" {
			all = append(all, value)
		}
	}
	if plain, other := unescaped(text); other {
		all = append(all, Values(plain)...)
	}
	return all
}

// hits are the secrets of a text, or just one of them.
func hits(text string, one bool) []hit {
	if !suspicious(text) {
		return nil
	}
	low := folded(text)
	var all []hit
	for _, k := range kinds() {
		if !slices.ContainsFunc(k.literals, func(literal string) bool { return strings.Contains(low, literal) }) {
			continue
		}
		for _, at := range k.pattern().FindAllStringIndex(text, -1) {
			all = append(all, hit{at[0], at[1], k.what})
		}
		if one && len(all) > 0 {
			return all
		}
	}
	if strings.ContainsAny(text, ":=：＝") || strings.Contains(text, "-") {
		all = append(all, named(text, low)...)
	}
	if len(all) == 0 {
		all = random(text)
	}
	return all
}

// named are the secrets behind a word, or before the host of a URL.
func named(text, low string) []hit {
	var all []hit
	gives, options := wordsIn(low)
	if gives {
		for from := 0; from < len(text); {
			m := assigned().FindStringSubmatchIndex(text[from:])
			if m == nil {
				break
			}
			for i := range m {
				m[i] += from
			}
			from = m[4] // what looks like the value may be the word of another: "the secret: password=x"
			word, value := strings.TrimSpace(text[m[2]:m[3]]), strings.Trim(text[m[4]:m[5]], wrapping)
			prose := (strings.HasSuffix(word, ":") || strings.HasSuffix(word, "：")) && !strings.ContainsAny(value, "0123456789!#$%&*+/=?@^~") // "password: ask the safe"
			if value != "" && !prose && !asksFor(value) {
				all, from = append(all, hit{m[4], m[5], word + " ..."}), m[5]
			}
		}
	}
	if options {
		for _, m := range option().FindAllStringSubmatchIndex(text, -1) {
			if value := strings.Trim(text[m[4]:m[5]], wrapping); strings.ContainsAny(value, "0123456789!#&+/=?@^~") && !asksFor(value) {
				all = append(all, hit{m[4], m[5], strings.TrimSpace(text[m[2]:m[3]]) + " ..."})
			}
		}
	}
	if strings.Contains(text, "://") {
		for _, m := range inURL().FindAllStringSubmatchIndex(text, -1) {
			if !asksFor(text[m[2]:m[3]]) {
				all = append(all, hit{m[2], m[3], "://...:...@"})
			}
		}
	}
	return all
}

// folded is a text with one form of each letter, as the patterns, which ignore case, take them: small ones of English, and of Greek one sigma.
func folded(text string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
			least = min(least, next)
		}
		if 'A' <= least && least <= 'Z' {
			return least - 'A' + 'a'
		}
		return least
	}, text)
}

var foldedWords = sync.OnceValue(func() (all []string) {
	for _, word := range words {
		all = append(all, folded(word))
	}
	return all
})

// wordsIn tells whether a text, folded, has a word with a sign behind it that gives a value, and one that is an option. Few texts that hold a word have
// either, and the patterns take their time.
func wordsIn(low string) (gives, options bool) {
	for _, word := range foldedWords() {
		for rest := low; ; {
			before, behind, found := strings.Cut(rest, word)
			if !found {
				break
			}
			sign := strings.TrimLeft(behind, "'\" \t\n\f\r")
			gives = gives || slices.ContainsFunc([]string{":", "=", "：", "＝"}, func(s string) bool { return strings.HasPrefix(sign, s) })
			options = options || strings.HasSuffix(before, "-")
			rest = behind
		}
	}
	return gives, options
}

// asksFor tells whether what stands where a secret could is a name, a variable, a question or a marked place.
func asksFor(value string) bool {
	if strings.HasPrefix(value, "$") || strings.HasPrefix(value, "%") || strings.HasPrefix(value, "{{") || strings.HasPrefix(value, "[") || strings.HasPrefix(value, "(") || strings.HasPrefix(value, "*") {
		return true
	}
	low := strings.ToLower(strings.Trim(value, `'"(`))
	return low == "" || strings.HasSuffix(low, "=") || strings.HasSuffix(low, ":") || low == "read-host" || low == "get-credential" || low == "null" || low == "true" || low == "false" || strings.HasPrefix(low, "<") || strings.HasPrefix(low, "{{") ||
		strings.HasPrefix(low, "$") || strings.HasPrefix(low, "scram-sha-256") || strings.Contains(low, "...")
}

const (
	longest    = 200 // of random characters that are a key; what is longer is a file
	shortest   = 32
	leastBits  = 4.2 // of entropy for a character
	leastKinds = 4   // capitals, small letters, and digits, each
	leastTurns = 0.4 // from one of them to another, for a character: names and paths of several words have half as many
)

// random finds long words that look as if chance wrote them: capitals, small letters and digits all mixed. Hashes in hexadecimal digits are none.
func random(text string) []hit {
	var all []hit
	for from := 0; from < len(text); {
		to := from
		for to < len(text) && ofKey(text[to]) {
			to++
		}
		if word := text[from:to]; len(word) >= shortest && len(word) <= longest && looksRandom(word) {
			all = append(all, hit{from, to, "a long random word"})
		}
		from = to + 1
	}
	return all
}

func ofKey(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '+' || c == '/' || c == '='
}

func looksRandom(word string) bool {
	var capitals, small, digits, slashes, others, turns int
	count, last := map[rune]int{}, &others
	for _, c := range word {
		count[c]++
		kind := &others
		switch {
		case 'A' <= c && c <= 'Z':
			kind = &capitals
		case 'a' <= c && c <= 'z':
			kind = &small
		case '0' <= c && c <= '9':
			kind = &digits
		case c == '/':
			kind = &slashes
		}
		*kind++
		if kind != last {
			turns++
		}
		last = kind
	}
	bits := 0.0
	for _, n := range count {
		p := float64(n) / float64(len(word))
		bits -= p * math.Log2(p)
	}
	return slashes <= 3 && min(capitals, small, digits) >= leastKinds && bits >= leastBits && float64(turns) >= leastTurns*float64(len(word))
}
