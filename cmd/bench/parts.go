package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// check is what checking a site costs above saying the version, at each site that comes with the program; the worst is the row.
func (b *bench) check() error {
	sites, err := filepath.Glob(filepath.Join(repository(), "sites", "*", "site.toml"))
	if err != nil {
		return err
	}
	type one struct {
		site  string
		above time.Duration
		ratio float64
	}
	var all []one
	for _, s := range sites {
		costs, err := b.inTurn(fine, []string{"version"}, []string{"check", filepath.Dir(s)})
		if err != nil {
			return err
		}
		all = append(all, one{filepath.Base(filepath.Dir(s)), costs[1].processor - costs[0].processor, float64(costs[1].processor) / float64(costs[0].processor)})
	}
	slices.SortFunc(all, func(a, b one) int { return cmp.Compare(b.above, a.above) })
	worst, usual := all[0], all[len(all)/2]
	b.table.add(fmt.Sprintf("`check` above `version`, worst of %d sites (%s)", len(all), worst.site), fmt.Sprintf("%s (%.1f times `version`)", ms(worst.above), worst.ratio), "15 ms")
	b.table.add("the same, the site in the middle ("+usual.site+")", ms(usual.above), "")
	return nil
}

// fine is how often is run what is told in milliseconds: a few runs differ by as much.
const fine = 25

// pack is what building the example costs where no pack is there, and where one is.
func (b *bench) pack() error {
	out := filepath.Join(b.folder, "one")
	site := filepath.Join(repository(), "sites", "harbour-logistics")
	five := filepath.Join(repository(), "sites", "multi-node-five")
	costs, err := b.inTurn(7, []string{"build", "--output", b.anew("cold"), site}, []string{"build", "--output", b.anew("cold"), five}, []string{"build", "--force", "--output", out, five})
	if err != nil {
		return err
	}
	if _, err := b.cost("build", "--output", out, site); err != nil {
		return err
	}
	n, err := size(filepath.Join(out, "harbour-logistics"))
	if err != nil {
		return err
	}
	b.table.add("pack of five nodes (multi-node-five), cold", seconds(costs[1].processor)+", "+megabytes(costs[1].memory), "0.40 s")
	b.table.add("the same over the pack that is there (`--force`)", seconds(costs[2].processor)+", "+megabytes(costs[2].memory), "")
	b.table.add("pack of the example (five nodes, DMZ, database, every policy), cold", fmt.Sprintf("%s, %.1f times the one of five nodes", seconds(costs[0].processor), float64(costs[0].processor)/float64(costs[1].processor)), "")
	if err := b.same(out, five); err != nil {
		return err
	}
	b.table.add("the example's pack on disk", fmt.Sprintf("%.1f MB", float64(n)/1e6), "10 MB")
	return nil
}

// same is what it costs to find a pack unchanged: one that was written or touched since, of which everything is read, and one that was found so before.
func (b *bench) same(out, site string) error {
	touched := filepath.Join(out, filepath.Base(site), "index.html")
	build := []string{"build", "--output", out, site}
	var first, base []cost
	for range fine {
		if err := os.Chtimes(touched, time.Now(), time.Now()); err != nil {
			return err
		}
		costs, err := b.once([]string{"version"}, build)
		if err != nil {
			return err
		}
		base, first = append(base, costs[0]), append(first, costs[1])
	}
	time.Sleep(4 * time.Second) // what changed in the last three could change again without a trace
	again, err := b.inTurn(fine, []string{"version"}, build)
	if err != nil {
		return err
	}
	b.table.add("five nodes when nothing changed, above `version`, the first time (every file is read)", ms(median(first[1:]).processor-median(base[1:]).processor), "")
	b.table.add("the same when it was found unchanged before", ms(again[1].processor-again[0].processor), "5 ms")
	return nil
}

// many builds sites in hundreds: each number of them twice, up and down, since the system itself takes more at one time than at another. What counts is the
// lesser of both.
func (b *bench) many() error {
	sizes := []int{75, 150, 300}
	best := make([]cost, len(sizes))
	for _, n := range sizes {
		if err := manySites(b.sitesOf(n), n); err != nil {
			return err
		}
	}
	for round, order := range [][]int{{0, 1, 2}, {2, 1, 0}} {
		for _, i := range order {
			c, err := b.cost("build", "--output", b.packsOf(sizes[i], round), b.sitesOf(sizes[i]))
			if err != nil {
				return err
			}
			if round == 0 || c.processor < best[i].processor {
				best[i] = c
			}
		} // and nothing is removed before the end: ext4 looks past every file that was removed in the last minute, and would charge that to the next run
	}
	var costs []time.Duration
	for _, c := range best {
		costs = append(costs, c.processor)
	}
	n, largest := sizes[len(sizes)-1], best[len(best)-1]
	var disk int64
	if err := b.unchanged(n, b.packsOf(n, 0), b.sitesOf(n), &disk); err != nil {
		return err
	}
	b.table.add(fmt.Sprintf("%d sites of five nodes, cold", n), fmt.Sprintf("%s a site, exponent %.2f", seconds(largest.processor/time.Duration(n)), exponent(sizes, costs)), "exponent 1.0")
	b.table.add("the same, memory", megabytes(largest.memory), "400 MB")
	b.table.add("the same, disk a site", megabytes(disk/int64(n)), "10 MB")
	return nil
}

func (b *bench) sitesOf(n int) string { return filepath.Join(b.folder, "sites"+strconv.Itoa(n)) }

func (b *bench) packsOf(n, round int) string {
	return filepath.Join(b.folder, fmt.Sprintf("many%d-%d", n, round))
}

func (b *bench) unchanged(n int, out, folder string, disk *int64) (err error) {
	if *disk, err = size(out); err != nil {
		return err
	}
	costs, err := b.inTurn(3, []string{"version"}, []string{"build", "--output", out, folder})
	if err == nil {
		b.table.add(fmt.Sprintf("%d sites when nothing changed", n), ms((costs[1].processor-costs[0].processor)/time.Duration(n))+" a site", "5 ms")
	}
	return err
}

// growth builds clusters of more and more nodes, and sites that are large in other ways.
func (b *bench) growth() error {
	sizes := []int{40, 100, 200, 400}
	var costs []time.Duration
	for _, n := range sizes {
		folder := filepath.Join(b.folder, "cluster"+strconv.Itoa(n))
		if err := clusterSite(folder, n); err != nil {
			return err
		}
		bound := ""
		if n == sizes[len(sizes)-1] {
			bound = "15 s by the clock, 1,000 MB"
		}
		c, err := b.large(fmt.Sprintf("cluster of %d nodes", n), folder, bound)
		if err != nil {
			return err
		}
		costs = append(costs, c.processor)
	}
	b.table.add("growth over these", fmt.Sprintf("exponent %.2f", exponent(sizes, costs)), "exponent 1.2")
	for _, wide := range []struct {
		what string
		wide
	}{{"five nodes and 200 zones, each with a host and a declared flow", wide{zones: 200, servers: 200, flows: 200}}, {"five nodes, 500 other hosts and 1,000 declared flows", wide{zones: 1, servers: 500, flows: 1000}},
		{"five nodes and 150 other hosts, with a flow from each to each: 22,350 rules", wide{zones: 1, servers: 150, mesh: true}}} {
		folder := filepath.Join(b.folder, "wide"+strconv.Itoa(wide.servers))
		if err := wide.write(folder); err != nil {
			return err
		}
		if _, err := b.large(wide.what, folder, "builds"); err != nil {
			return err
		}
	}
	return nil
}

// large builds one large site and adds its row.
func (b *bench) large(what, folder, bound string) (cost, error) {
	out := b.anew("large")
	c, err := b.cost("build", "--output", out, folder)
	if err != nil {
		return cost{}, err
	}
	disk, err := size(b.named(out))
	if err == nil {
		b.table.add(what, fmt.Sprintf("%s, %s by the clock, %s of memory, %s on disk", seconds(c.processor), seconds(c.wall), megabytes(c.memory), megabytes(disk)), bound)
	}
	return c, err
}

// A peer is another program that does a part of the work, with what the benchmark of it calls the ratio.
var metric = regexp.MustCompile(`(?m)^BenchmarkPeer/(\S+?)(?:-\d+)?\s.*?([\d.e+]+) peer/ours`)

// peers are other programs on the same contents: benchmarks of the renderer, of which each is left out where its program is not installed.
func (b *bench) peers() error {
	c := exec.Command("go", "test", "./render", "-run", "^$", "-bench", "^BenchmarkPeer$", "-benchtime", "3x")
	c.Dir = repository()
	out, err := c.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w\n%s", err, last(out, 2000))
	}
	for _, m := range metric.FindAllSubmatch(out, -1) {
		b.table.add(string(bytes.ReplaceAll(m[1], []byte("_"), []byte(" "))), "takes "+factor(string(m[2]))+" times as long", "")
	}
	return nil
}

// factor is a ratio to two figures: more of it differs from run to run.
func factor(ratio string) string {
	x, err := strconv.ParseFloat(ratio, 64)
	if err != nil {
		return ratio
	}
	two, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 2, 64), 64)
	if err != nil {
		return ratio
	}
	return strconv.FormatFloat(two, 'f', -1, 64)
}

// repository is where the command was started.
func repository() string {
	at, err := os.Getwd()
	if err != nil {
		return "."
	}
	return at
}
