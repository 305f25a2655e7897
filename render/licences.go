package render

import (
	"io/fs"
	"slices"
	"strings"

	"portolan/render/ref"
	"portolan/themes"
)

// licencesPath is the file that says under which licences a pack holds the works of others.
const licencesPath = ref.Data + "licences.txt"

// licences are those of the fonts in PDFs and of what pages share, with their whole texts. Whoever passes a pack on passes them on, too.
func (p *packer) licences() ([]File, error) {
	var b strings.Builder
	b.WriteString(p.words.Text("licences.title") + "\n\n")
	notices := p.theme.Notices()
	for _, n := range notices {
		if n.Work == "" {
			b.WriteString("- " + p.words.Fill("licences.pages", "licence", n.Licence) + "\n")
		} else {
			b.WriteString("- " + p.words.Fill("licences.font", "font", n.Work, "licence", n.Licence) + "\n")
		}
	}
	if files := p.themeFiles(); len(files) > 0 {
		b.WriteString("- " + p.words.Fill("licences.theme", "files", strings.Join(files, ", ")) + "\n")
	}
	for i, n := range notices {
		if slices.ContainsFunc(notices[:i], func(other themes.Notice) bool { return other.File == n.File }) {
			continue
		}
		text, err := fs.ReadFile(themes.Licences, n.File)
		if err != nil {
			return nil, err
		}
		b.WriteString("\n" + strings.Repeat("=", 80) + "\n\n" + strings.TrimSpace(string(text)) + "\n")
	}
	return []File{{licencesPath, []byte(b.String())}}, nil
}

// themeFiles are the files of the theme's folder of which a pack holds something.
func (p *packer) themeFiles() []string {
	var names []string
	for _, f := range p.theme.Files {
		if f.Name != "theme.toml" {
			names = append(names, f.Name)
		}
	}
	return names
}
