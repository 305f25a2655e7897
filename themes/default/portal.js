// What the page of a portal has besides the script of packs: a search over many packs, and a switch between the revisions of a site. Both work from a folder.
// The portal's own index knows which sites have a word, in a file for each first character; what is found in a site, its pack's index says, which is
// loaded only where the site has the words.
(function () {
  "use strict";

  // initials are the first characters of the words that a query may mean: those that were typed, their parts, and what the language has for them. A word that
  // is misspelt is found if its first character is right.
  function initials(on, query, { tokens, near, wordsIn }) {
    const words = wordsIn(on, query).flatMap(tokens), said = on.synonyms || {};
    const meant = Object.keys(said).filter((key) => words.some((word) => key === word || word.length > 3 && (key.startsWith(word) || near(word, key, word.length < 8 ? 1 : 2))));
    return [...new Set([...words, ...meant.flatMap((key) => said[key].split(" "))].map((word) => [...word][0]))];
  }

  // indexOf is the index in which sites are the units: from words to the sites that have them.
  function indexOf(on, shelves) {
    const everywhere = on.sites.flatMap((_, i) => [i + 1, 1]), terms = {};
    for (const shelf of shelves) for (const [word, list] of Object.entries(shelf)) terms[word] = list ? list.flatMap((n) => [n, 1]) : everywhere;
    return { terms, units: [], pages: [], kinds: [], synonyms: on.synonyms, idle: on.idle };
  }

  if (typeof module === "object" && module.exports) {
    module.exports = { initials, indexOf };
    return;
  }

  const { all, fill, make, says, index, inflate, lacking, unfold, search, byKind } = window.portolan, few = 5, assets = "site/assets/";
  const shelves = {}, indexes = {};
  let shown = few, last = "";

  // load runs a script once, and says what it left. One runs after another: all packs leave their index at the same place.
  let before = Promise.resolve();
  const load = (src, left) => (before = before.then(() => new Promise((made) => {
    const script = make("script", { src });
    script.onload = () => { script.remove(); Promise.resolve(left()).then(made, () => made(null)); };
    script.onerror = () => made(null);
    document.head.append(script);
  })));
  const shelf = (on, first) => (shelves[first] = shelves[first] || (on.files[first] ? load(assets + on.files[first], () => window.portolanTerms[first]) : Promise.resolve({})));
  const indexAt = (on, site) => (indexes[site] = indexes[site] || load(on.sites[site - 1][0] + assets + "search.js", async () => {
    const found = unfold(await inflate(window.portolanIndex));
    delete window.portolanIndex;
    return { ...found, root: on.sites[site - 1][0] };
  }));

  // find answers a query: a group for each of the first sites that have its words, the best first.
  window.portolan.find = async (query) => {
    const on = await index().then(() => window.portolanSites);
    if (!query) return { groups: [], say: "" };
    if (query !== last) [shown, last] = [few, query];
    const read = await Promise.all(initials(on, query, window.portolan).map((first) => shelf(on, first)));
    const sites = search(indexOf(on, read.filter(Boolean)), query), groups = [];
    let lost = read.includes(null);
    for (const { unit } of sites.slice(0, shown)) {
      const packs = await indexAt(on, unit), hits = packs ? byKind(packs, search(packs, query)).flatMap((kind) => kind.hits) : [];
      lost = lost || !packs;
      if (hits.length) groups.push({ title: on.sites[unit - 1][1], hits, index: packs });
    }
    groups.sort((a, b) => a.hits[0].missing - b.hits[0].missing); // the words may be of several places of a site
    const rest = sites.length - Math.min(shown, sites.length);
    const found = fill(groups[0]?.hits[0].missing ? says["search-some"] : says["search-count"].replace("{sites}", sites.length), "{n}", on.sites.length);
    return {
      groups, say: lost ? lacking(says) : groups.length ? found : says["search-none"],
      further: rest ? { text: fill(rest === 1 ? on.more[0] : on.more[1], rest), widen: () => { shown += 2 * few; } } : null,
    };
  };

  // A site of several revisions shows one of them at a time, the latest first. A filter looks into all.
  document.addEventListener("DOMContentLoaded", () => {
    const table = document.getElementById("table-sites"), filter = table && table.querySelector("[data-filter]");
    if (!table) return;
    if (filter) filter.addEventListener("input", () => table.classList.toggle("filtered", filter.value.trim() !== ""));
    for (const first of all("tbody tr[id]", table)) {
      const rows = [first, ...all(`tbody tr[id^="${first.id}-"]`, table)];
      if (rows.length > 1) revisions(rows, Array.from(table.querySelectorAll("thead th")).findIndex((th) => th.dataset.column === "revision"));
    }
  });

  function revisions(rows, column) {
    const names = rows.map((row) => row.cells[column].textContent.trim()), title = rows[0].closest("table").rows[0].cells[column].textContent.trim();
    const show = (chosen) => rows.forEach((row, i) => {
      row.classList.toggle("not-chosen", i !== chosen);
      row.querySelector("select").value = String(i);
    });
    rows.forEach((row, at) => {
      const select = make("select", {}, ...names.map((name, i) => make("option", { value: String(i) }, name)));
      select.setAttribute("aria-label", title + ": " + row.querySelector("th a").textContent);
      select.addEventListener("change", () => {
        const chosen = Number(select.value);
        show(chosen);
        rows[chosen].querySelector("select").focus();
        if (chosen !== at && row.classList.contains("opened") !== rows[chosen].classList.contains("opened")) rows[chosen].querySelector(".open").click();
      });
      row.cells[column].replaceChildren(select);
    });
    show(0);
  }
})();
