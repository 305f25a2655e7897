package render

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"portolan/model/source"
	"portolan/render/content/docs"
	"portolan/render/content/portal"
	"portolan/render/document"
	"portolan/render/format/html"
	"portolan/render/text/jsontext"
	"portolan/render/text/wordlist"
	"portolan/themes"
)

// PortalName is what the manifest of a portal has in place of a site.
const PortalName = "portal"

// PortalPath is the file that only portals have: what they join, for programs.
const PortalPath = "portal.json"

// IsPortal tells the manifest of a portal from those of packs.
func (m *Manifest) IsPortal() bool { return m.Site == PortalName && m.Lists(PortalPath) }

// A JoinedPack is a pack that a portal joins. It was held against its manifest.
type JoinedPack struct {
	At       string // the way from the portal's folder to the pack's, with slashes
	Manifest *Manifest
	Text     []byte // the manifest as it is written
	Summary  []byte
	Index    func() ([]byte, error) // reads its search index
}

// A RefusedPack is one that is not as its manifest says. Site is what the manifest says it is of, where that can be read.
type RefusedPack struct{ At, Why, Site string }

// A SameRevisionError says that two packs are of the same revision of a site, and differ.
type SameRevisionError struct{ Site, Revision, First, Second string }

func (e *SameRevisionError) Error() string {
	return fmt.Sprintf("%s and %s are both revision %s of the site %s, and differ", e.First, e.Second, e.Revision, e.Site)
}

// PortalForm is what portal.json holds, for its schema.
var PortalForm = reflect.TypeFor[joined]()

// joined is what portal.json holds.
type joined struct {
	Format  int          `json:"format"`
	Sites   []joinedSite `json:"sites"`
	Refused []refused    `json:"refused"`
}

type joinedSite struct {
	Site      string           `json:"site"`
	Customer  string           `json:"customer"`
	Revisions []joinedRevision `json:"revisions"` // the latest first
}

type joinedRevision struct {
	Pack    string         `json:"pack"` // the way to its folder
	SHA256  string         `json:"manifest_sha256"`
	Summary portal.Summary `json:"summary"`
}

type refused struct {
	Pack string `json:"pack"`
	Why  string `json:"why"`
}

// A readPack is a pack with what it says of itself.
type readPack struct {
	JoinedPack
	*portal.Summary
}

// A portalMaker makes the files of a portal.
type portalMaker struct {
	packs    []JoinedPack // in the order of their numbers
	portal   portal.Portal
	title    string
	words    *wordlist.List
	theme    *themes.Theme
	version  string
	refusals []RefusedPack
}

// Portal renders the portal of packs: a front page with all sites and their revisions, a search over the latest of each, and a manifest. The order of packs
// does not matter. It is pure, but for the indexes that it lets packs read.
func Portal(packs []JoinedPack, not []RefusedPack, title string, theme *themes.Theme, opts Options) ([]File, error) {
	list, err := wordlist.Load("en")
	if err != nil {
		return nil, err
	}
	return portalIn(list, packs, not, title, theme, opts)
}

// portalIn prints the words of a list.
func portalIn(list *wordlist.List, packs []JoinedPack, not []RefusedPack, title string, theme *themes.Theme, opts Options) ([]File, error) {
	m := &portalMaker{words: list, theme: theme, version: opts.Version, title: cmp.Or(title, list.Text("portal.title")), refusals: not}
	if err := m.order(packs); err != nil {
		return nil, err
	}
	return m.files()
}

// order puts packs of one site together, and numbers all.
func (m *portalMaker) order(packs []JoinedPack) error {
	all := make([]readPack, len(packs))
	for i, p := range packs {
		s, err := portal.Read(p.Summary)
		if err != nil {
			return fmt.Errorf("%s: %w", p.At, err)
		}
		all[i] = readPack{p, s}
	}
	slices.SortFunc(all, func(a, b readPack) int {
		return cmp.Or(strings.Compare(a.Customer, b.Customer), strings.Compare(a.Site, b.Site), b.Older(a.Summary), strings.Compare(a.At, b.At))
	})
	var sites [][]readPack
	for i, p := range all {
		switch {
		case i == 0 || !p.SameSite(all[i-1].Summary):
			sites = append(sites, []readPack{p})
		case p.Older(all[i-1].Summary) == 0:
			return &SameRevisionError{p.Site, p.Revision, all[i-1].At, p.At}
		default:
			sites[len(sites)-1] = append(sites[len(sites)-1], p)
		}
	}
	slices.SortFunc(sites, func(a, b []readPack) int { return a[0].Compare(b[0].Summary) })
	for _, revisions := range sites {
		site := portal.Site{Refused: slices.ContainsFunc(m.refusals, func(r RefusedPack) bool { return r.Site == revisions[0].Site })}
		for _, p := range revisions {
			m.packs = append(m.packs, p.JoinedPack)
			site.Packs = append(site.Packs, portal.Pack{Summary: p.Summary, Number: len(m.packs), Has: func(id string) bool { return p.Manifest.Lists(html.Path(id)) }})
		}
		m.portal.Sites = append(m.portal.Sites, site)
	}
	slices.SortFunc(m.refusals, func(a, b RefusedPack) int { return strings.Compare(a.At, b.At) })
	for _, r := range m.refusals {
		m.portal.Refused = append(m.portal.Refused, portal.Refused{Name: r.At, Why: r.Why})
	}
	return nil
}

func (m *portalMaker) files() ([]File, error) {
	data, err := jsontext.JSON(m.data())
	if err != nil {
		return nil, err
	}
	page, err := m.page()
	if err != nil {
		return nil, err
	}
	search, err := m.search()
	if err != nil {
		return nil, err
	}
	assets, err := html.PortalAssets(m.theme, html.Shared{Digest: fmt.Sprintf("%x", sha256.Sum256(data))[:fingerprint], Words: m.say})
	if err != nil {
		return nil, err
	}
	files := []File{{PortalPath, data}, {html.Path(docs.Front), page}}
	for _, f := range slices.Concat(search, assets) {
		files = append(files, File(f))
	}
	if missing := m.words.Missing(); len(missing) > 0 {
		return nil, fmt.Errorf("the word list %s lacks %s", m.words.Language(), strings.Join(missing, ", "))
	}
	var inputs []File
	var last string
	for i, p := range m.packs {
		inputs = append(inputs, File{fmt.Sprintf("%d/%s", i+1, ManifestPath), p.Text})
		last = max(last, p.Manifest.Date)
	}
	dated, err := source.ParseDate(last)
	if err != nil {
		dated = source.Date{}
	}
	return sealed(PortalName, dated, Options{Version: m.version, Inputs: inputs}, files)
}

// data is the same for programs.
func (m *portalMaker) data() joined {
	j := joined{Format: 1, Sites: []joinedSite{}, Refused: []refused{}}
	for _, s := range m.portal.Sites {
		site := joinedSite{Site: s.Packs[0].Site, Customer: s.Packs[0].Customer}
		for _, p := range s.Packs {
			from := m.packs[p.Number-1]
			site.Revisions = append(site.Revisions, joinedRevision{from.At, fmt.Sprintf("%x", sha256.Sum256(from.Text)), *p.Summary})
		}
		j.Sites = append(j.Sites, site)
	}
	for _, r := range m.refusals {
		j.Refused = append(j.Refused, refused{r.At, r.Why})
	}
	return j
}

// way is the address of a pack's folder, as seen from the portal.
func (m *portalMaker) way(number int) string {
	parts := strings.Split(m.packs[number-1].At, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return strings.Join(parts, "/") + "/"
}

func (m *portalMaker) page() ([]byte, error) {
	nav := html.Site{ID: PortalName, Title: m.title, Home: docs.Front}
	nav.Sections = []html.Section{{Items: []html.Item{{Title: m.title, ID: docs.Front}}}}
	customers, sites := portal.Menu(&m.portal)
	for _, name := range customers {
		section := html.Section{Title: cmp.Or(name, m.title)}
		for _, s := range sites[name] {
			section.Items = append(section.Items, html.Item{Title: s.Packs[0].Title, ID: m.portal.In(s.Packs[0].Number, docs.Front).Document})
		}
		nav.Sections = append(nav.Sections, section)
	}
	doc := portal.Document(&m.portal, m.words)
	doc.Title = m.title
	return html.Page(doc, html.Options{Site: nav, Language: m.words.Language(), Search: true, Logo: m.theme.Logo,
		Words:     m.say,
		Elsewhere: m.elsewhere, Footer: []document.Field{{Name: m.words.Text("portal.last"), Value: doc.Fields[len(doc.Fields)-1].Value}}})
}

// say is a word of pages, some of which portals have in words of their own.
func (m *portalMaker) say(key string) string {
	own := map[string]string{"html.site": "portal.menu", "html.search-count": "portal.search-count", "html.search-missing": "portal.search-missing"}
	return m.words.Text(cmp.Or(own[key], key))
}

func (m *portalMaker) elsewhere(id string) (root, document string, ok bool) {
	to, ok := m.portal.Targets[id]
	if !ok {
		return "", "", false
	}
	return m.way(to.Pack), to.Document, true
}

// search is over the latest revision of each site.
func (m *portalMaker) search() ([]html.File, error) {
	var sites []html.Joined
	for _, s := range m.portal.Sites {
		now := s.Packs[0]
		sites = append(sites, html.Joined{Root: m.way(now.Number), Title: m.words.Fill("portal.search-site", "customer", now.Customer, "title", now.Title), Index: m.packs[now.Number-1].Index})
	}
	from := html.Search{Idle: m.words.Text("search.idle"), Synonyms: map[string]string{}}
	for _, word := range m.words.Keys("synonym") {
		from.Synonyms[word] = m.words.Text("synonym." + word)
	}
	more := [2]string{m.words.Text("portal.search-more-sites.one"), m.words.Text("portal.search-more-sites")}
	return html.JoinedIndex(sites, from, more)
}
