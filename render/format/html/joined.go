package html

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"portolan/render/archive"
	"portolan/render/parallel"
)

// A script of a search index has it between these two. Earlier versions wrote it plainly.
const (
	indexBegin      = plainIndexBegin + packedBegin
	plainIndexBegin = "window.portolanIndex = "
	packedBegin     = `{"deflated":"`
	packedEnd       = "\"};\n"
)

// A Joined is a site of a joined search.
type Joined struct {
	Root, Title string                 // the way to its pack, as in addresses, and what results are headed with
	Index       func() ([]byte, error) // reads the search index of its pack
}

// joinedIndex is what a page loads of a joined search when a reader opens it.
type joinedIndex struct {
	Sites    [][2]string       `json:"sites"` // way, title
	Files    map[string]string `json:"files"` // of the words that begin with a character
	Synonyms map[string]string `json:"synonyms"`
	Idle     string            `json:"idle"`
	More     [2]string         `json:"more"` // what the line says that shows further sites: one, several
}

// JoinedIndex is a search over the packs of many sites. It has the search words of all, in a file for each first character, which are loaded when a query
// asks for them; a word has the numbers of the sites that have it, or 0 where all have. What is found in a site, that pack's own index says, which is loaded
// only where the site has the words.
func JoinedIndex(sites []Joined, search Search, more [2]string) ([]File, error) {
	words := make([][]string, len(sites))
	if err := parallel.Each(len(sites), func(i int) error {
		data, err := sites[i].Index()
		if err == nil {
			words[i], err = searchWords(data)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", sites[i].Title, err)
		}
		return nil
	}); err != nil {
		return nil, err
	}
	index := joinedIndex{Files: map[string]string{}, Synonyms: search.Synonyms, Idle: search.Idle, More: more}
	shelves := map[string]map[string][]int{}
	for i, s := range sites {
		index.Sites = append(index.Sites, [2]string{s.Root, s.Title})
		for _, word := range words[i] {
			first := initial(word)
			if shelves[first] == nil {
				shelves[first] = map[string][]int{}
			}
			shelves[first][word] = append(shelves[first][word], i+1)
		}
	}
	var files []File
	for i, first := range slices.Sorted(maps.Keys(shelves)) {
		name := "terms/" + strconv.Itoa(i) + ".js"
		index.Files[first] = name
		files = append(files, File{folder + "assets/" + name, termsScript(first, shelves[first], len(sites))})
	}
	text, err := json.Marshal(index)
	return append(files, File{SearchPath, slices.Concat([]byte("window.portolanSites = "), text, []byte(";\n"))}), err
}

// initial is the character that a search word begins with.
func initial(word string) string {
	_, n := utf8.DecodeRuneInString(word)
	return word[:n]
}

// termsScript is a script with the words of one shelf.
func termsScript(first string, sites map[string][]int, all int) []byte {
	out := []byte("(window.portolanTerms = window.portolanTerms || {})[")
	out = append(appendJSON(out, first), "] = {"...)
	for i, word := range slices.Sorted(maps.Keys(sites)) {
		if i > 0 {
			out = append(out, ",\n"...)
		}
		out = append(appendJSON(out, word), ':')
		if list := sites[word]; len(list) < all {
			out = append(out, strings.ReplaceAll(fmt.Sprint(list), " ", ",")...)
		} else {
			out = append(out, '0')
		}
	}
	return append(out, "};\n"...)
}

// searchWords are the words of the search index of a pack.
func searchWords(script []byte) ([]string, error) {
	var index struct {
		Terms map[string]json.RawMessage `json:"terms"`
	}
	text, err := indexIn(script)
	if err == nil {
		err = json.Unmarshal(text, &index)
	}
	if err != nil || len(index.Terms) == 0 {
		return nil, errors.New(SearchPath + " is no search index that this program knows")
	}
	return slices.Collect(maps.Keys(index.Terms)), nil
}

// indexIn is the index of a script, as JSON.
func indexIn(script []byte) ([]byte, error) {
	packed, ok := bytes.CutPrefix(script, []byte(indexBegin))
	if !ok {
		plain, _ := bytes.CutPrefix(script, []byte(plainIndexBegin))
		return bytes.TrimSuffix(bytes.TrimSpace(plain), []byte(";")), nil
	}
	deflated, err := base64.StdEncoding.AppendDecode(nil, bytes.TrimSuffix(packed, []byte(packedEnd)))
	if err != nil {
		return nil, err
	}
	return archive.Content(deflated)
}
