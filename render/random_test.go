package render

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/testenv"
	"portolan/render/content/rulecolumns"
	"portolan/render/content/topology"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/format/spreadsheet"
	"portolan/render/text/wordlist"
)

// TestRandomSitesReconcile writes sites by chance and counts the rules of each in the picture, the worksheets, their CSV and the JSON: all
// must hold the same.
func TestRandomSitesReconcile(t *testing.T) {
	cat, found := catalog.Open("qlik-sense/2023-08")
	if cat == nil {
		t.Fatal(found)
	}
	sites := testenv.Rounds(t, 1000)
	for seed := range sites {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			text := modeltest.NewIn(seed, cat, rand.New(rand.NewPCG(uint64(seed), 19))).Write(nil, false)
			site, found := site.Load("site.toml", text)
			if site == nil {
				t.Fatal(found)
			}
			plan, found := resolve.Resolve(site, cat, resolve.Options{})
			if plan == nil {
				t.Fatal(found)
			}
			reconcile(t, plan)
			if t.Failed() {
				t.Logf("%s", text)
			}
		})
	}
}

func reconcile(t *testing.T, resolved *plan.Plan) {
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	printer, columns := rulecolumns.NewPrinter(resolved, policy.Of(resolved), w), rulecolumns.Standard(rulecolumns.HostView, w, true)
	sheets, cells, tables := 0, map[string]int{}, map[string]int{}
	for _, p := range resolved.Parties {
		if !worksheet.HasSheet(p) {
			continue
		}
		sheet := worksheet.Of(resolved, p, w)
		sheets += len(sheet.Rows())
		out := spreadsheet.Sheet{Columns: columns.Titles()}
		for _, r := range sheet.Rows() {
			out.Rows = append(out.Rows, columns.Plain(printer.Row(sheet, r)))
		}
		data, err := spreadsheet.CSV(out)
		if err != nil {
			t.Fatal(err)
		}
		read, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range read[1:] {
			cells[row[0]]++
		}
		for _, block := range worksheet.Document(resolved, sheet, w).Blocks {
			if table, ok := block.(document.Table); ok && strings.HasPrefix(table.ID, "table-") && table.Columns[0].Key == "id" {
				for _, row := range table.Rows {
					tables[row.Cells[0].Lines[0]]++
				}
			}
		}
	}
	want, total := map[string]int{}, 0
	for _, f := range resolved.Flows {
		for _, party := range resolved.Parties {
			for _, here := range []bool{resolved.StartsAt(f, party.ID), resolved.EndsAt(f, party.ID)} {
				if here && worksheet.HasSheet(party) {
					want[f.ID]++
				}
			}
		}
		if f.Internal {
			want[f.ID] = 1
		}
		total += want[f.ID]
	}
	if sheets != total {
		t.Errorf("%d rows in the worksheets, want %d", sheets, total)
	}
	for id, n := range want {
		if cells[id] != n || tables[id] != n {
			t.Errorf("rule %s: %d times in CSV, %d in tables, want %d", id, cells[id], tables[id], n)
		}
	}
	var read struct{ Flows []struct{ ID string } }
	data, err := json.Marshal(resolved)
	if err == nil {
		err = json.Unmarshal(data, &read)
	}
	if err != nil || len(read.Flows) != len(resolved.Flows) {
		t.Errorf("%d flows in JSON, %d in the plan: %v", len(read.Flows), len(resolved.Flows), err)
	}
	drawn, site := 0, topology.Of(resolved, w).Site
	for _, held := range []map[string][]*plan.Flow{site.AtEdge, site.InBox} {
		for _, flows := range held {
			drawn += len(flows)
		}
	}
	if drawn != len(resolved.Network()) {
		t.Errorf("%d flows in the picture, %d in the plan", drawn, len(resolved.Network()))
	}
}
