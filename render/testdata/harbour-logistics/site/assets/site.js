window.portolanPack = "791100565c2c";
window.portolanPiecesPage = "site/reasons.html";
window.portolanWords = {"close":"Close","copied":"Copied","copy":"Copy","copy-failed":"Not copied","filter":"Filter rows","filter-count":"{n} of {all} rows","more":"Details","open-all":"Expand all","permalink":"Link to this section","run":"Carry out this procedure","run-again":"Resume the clock","run-all-done":"All done","run-at":"at {time}","run-by":"{time}, {name}","run-clear":"Clear","run-clear-now":"Clear all","run-clear-text":"Clear all ticks, times and notes of this page? Export them first if they are needed as evidence.","run-elapsed":"Elapsed","run-ended":"Stopped","run-json":"Export as JSON","run-keep":"Keep","run-kept":"Ticks, times and notes are stored in this browser only, for this revision of the pack.","run-late":"Over {time}: {what}","run-markdown":"Export as Markdown","run-name":"Your name","run-next-box":"Next: {what}","run-note":"Note","run-over":"exceeded","run-planned-so-far":"planned so far: {n} min","run-progress":"{n} of {all} done","run-progress-name":"Progress","run-start":"Start the clock","run-started":"Started","run-stop":"Stop the clock","search":"Search","search-count":"Results: {n}","search-hint":"Host, address, port, service or word","search-missing":"The search index of this pack is missing.","search-more":"{n} more","search-none":"No results for “{query}”","search-old":"The search needs a browser from May 2023 or later. Everything else on this page works without it.","search-some":"No result has all of these words. Results for some of them: {n}","theme":"Colours","theme-auto":"Auto","theme-dark":"Dark","theme-light":"Light"};
// The site's script. Pages are complete without it; it adds sorting, filters and copying; beside it stand search.js, run.js and picture.js. It asks
// the network for nothing and works from a folder. It is loaded in the head, so that the chosen theme is there before the first paint.
(function () {
  "use strict";

  // ---- Pure functions, tested without a browser ----

  // sortKey ranks a cell's text: numbers and ports, then addresses by value, then words; empty cells come last.
  function sortKey(text) {
    const t = text.trim(), v4 = t.match(/^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\d.])(?:\/(\d+))?/);
    if (!t) return [3];
    if (v4) return [1, 4, ...v4.slice(1).map((n) => Number(n || 32))];
    if (/^[\da-f]*:[\da-f:]*:[\da-f.]*(\/\d+)?$/i.test(t)) {
      const [address, bits] = t.toLowerCase().split("/");
      const [head, tail] = address.split("::").map((half) => (half ? half.split(":") : []));
      const groups = tail ? [...head, ...Array(Math.max(0, 8 - head.length - tail.length)).fill("0"), ...tail] : head;
      return [1, 6, ...groups.map((g) => parseInt(g, 16)), Number(bits || 128)];
    }
    if (/^\d+([\s,.;\/–-]|$)/.test(t)) return [0, ...t.match(/\d+/g).map(Number)];
    return [2, t];
  }

  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  function compare(a, b) {
    const ka = sortKey(a), kb = sortKey(b);
    for (let i = 0; i < Math.min(ka.length, kb.length); i++) {
      if (ka[i] === kb[i]) continue;
      return typeof ka[i] === "string" ? collator.compare(ka[i], kb[i]) : ka[i] - kb[i];
    }
    return ka.length - kb.length;
  }

  // matches tells whether a text has all words of a filter. A whole address is also found in the networks that it belongs to.
  function matches(text, words) {
    const value = (address) => address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
    const within = (word) => /^(\d{1,3}\.){3}\d{1,3}$/.test(word) && Array.from(text.matchAll(/((?:\d{1,3}\.){3}\d{1,3})\/(\d{1,2})/g)).some(([, network, bits]) => {
      const size = 2 ** (32 - bits);
      return Math.floor(value(word) / size) === Math.floor(value(network) / size);
    });
    return words.every((word) => text.includes(word) || within(word));
  }

  // inflate is what a script of a pack left, which has it deflated; earlier versions wrote it plainly. A browser that cannot unpack it fails.
  async function inflate(left) {
    if (!left?.deflated) return left;
    const bytes = Uint8Array.from(atob(left.deflated), (c) => c.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
  }

  if (typeof module === "object" && module.exports) {
    module.exports = { inflate, compare, matches };
    return;
  }

  // ---- The page ----

  const root = document.documentElement, says = window.portolanWords; // the words of the pack
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const fill = (text, n, total) => text.replace("{n}", n).replace("{all}", total);
  const make = (tag, properties = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name === "role" || name.includes("-")) element.setAttribute(name, value); else element[name] = value;
    }
    element.append(...children);
    return element;
  };
  // A browser may forbid storage; then nothing is remembered and all else works.
  const stored = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) {
      try { value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value); } catch { /* not remembered */ }
    },
  };

  // load runs a script of the pack and takes what it leaves under a name.
  const load = (path, name) => new Promise((made, failed) => {
    const script = make("script", { src: root.dataset.root + path });
    script.onload = () => {
      const left = window[name];
      delete window[name];
      inflate(left).then(made, failed);
    };
    script.onerror = failed;
    document.head.append(script);
  });

  window.portolan = { all, fill, make, says, stored, inflate, load }; // for the scripts that come after this one

  root.classList.add("js");
  const themes = ["auto", "light", "dark"];
  let theme = themes.includes(stored.get("portolan:theme")) ? stored.get("portolan:theme") : "auto";
  if (theme !== "auto") root.dataset.theme = theme;
  document.addEventListener("DOMContentLoaded", () => {
    for (const start of [themeButton, menu, tables, permalinks, copying]) start();
  });

  function themeButton() {
    for (const button of all("[data-theme-toggle]")) {
      const show = () => {
        const name = says["theme-" + theme];
        button.querySelector("[data-theme-name]").textContent = name;
        button.setAttribute("aria-label", says.theme + ": " + name);
      };
      button.addEventListener("click", () => {
        theme = themes[(themes.indexOf(theme) + 1) % themes.length];
        if (theme === "auto") delete root.dataset.theme; else root.dataset.theme = theme;
        stored.set("portolan:theme", theme === "auto" ? null : theme);
        show();
      });
      show();
    }
  }

  // menu opens the pages' list as a drawer over a narrow page: the rest of the page cannot be reached until it is closed.
  function menu() {
    const nav = document.getElementById("ui-menu"), buttons = all("[data-menu]");
    if (!nav) return;
    const rest = [...document.body.children].flatMap((e) => (e.contains(nav) ? [...e.children] : [e])).filter((e) => e !== nav);
    const show = (open) => {
      root.classList.toggle("menu-open", open);
      for (const button of buttons) button.setAttribute("aria-expanded", String(open));
      for (const element of rest) element.inert = open;
      if (open) nav.querySelector("[data-menu-close]").focus(); else buttons[0]?.focus();
    };
    const close = () => { if (root.classList.contains("menu-open")) show(false); };
    for (const button of buttons) button.addEventListener("click", () => show(true));
    nav.addEventListener("click", (e) => { if (e.target.closest("a, [data-menu-close]")) close(); });
    document.addEventListener("keydown", (e) => { if (e.key === "Escape") close(); });
    document.addEventListener("pointerdown", (e) => { if (!nav.contains(e.target)) close(); });
    matchMedia("(min-width: 60rem)").addEventListener("change", close);
    const here = nav.querySelector("[aria-current]");
    if (here) nav.scrollTop = Math.max(0, here.offsetTop - nav.clientHeight / 2);
  }

  // textOf is the text of an element, or its first line, its pieces apart: cells beside each other are no one word. What the browser says of it as it is shown
  // takes a layout of the whole page after each change: minutes in a table of thousands of rows.
  function textOf(element, line) {
    const found = [], walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT + NodeFilter.SHOW_ELEMENT);
    while (walk.nextNode() && !(line && walk.currentNode.tagName === "BR")) found.push((walk.currentNode.data || "").trim());
    return found.filter(Boolean).join(" ");
  }

  // What rows refer to is said once: on their page, or for the rows of all pages on one of its own and in a script, which is loaded when a row needs it.
  let shared = {}, loading;
  const built = new Map();
  const toShared = (link) => window.portolanPiecesPage && !link.getAttribute("href").startsWith("#") && link.pathname.endsWith("/" + window.portolanPiecesPage);

  // withShared does something at once, and again when shared pieces are there that an element refers to. Without them, the links stay.
  function withShared(element, act) {
    act();
    if (!all("a[href]", element).some(toShared)) return;
    loading = loading || load("site/assets/pieces.js", "portolanPieces").then((found) => { shared = found; }, () => {});
    loading.then(act);
  }

  // piecesOf are the links of an open row to what is said once, with what that is. Shared ones are among them once they are loaded.
  function piecesOf(more) {
    return all("a[href]", more).map((link) => [link, toShared(link) ? sharedPiece(link) : ownPiece(link)]).filter(([, piece]) => piece);
  }

  function ownPiece(link) {
    const piece = link.getAttribute("href").startsWith("#") && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return piece && piece.closest(".pieces") && piece.querySelector("dd");
  }

  function sharedPiece(link) {
    const id = link.hash.slice(1);
    if (!built.has(id) && Object.hasOwn(shared, id)) {
      built.set(id, make("dd", {}, ...shared[id].flatMap(([text, href], i) => [...(i ? [make("br")] : []), href ? make("a", { href, className: "outside listed" }, text) : text])));
    }
    return built.get(id);
  }

  // label gives each cell the title of its column, which a narrow screen shows beside it in place of the table's head.
  function label(table, rows) {
    const titles = all("thead th", table).map((title) => title.textContent);
    for (const row of rows) for (const cell of all("td:not(.empty)", row)) if (titles[cell.cellIndex]) cell.dataset.label = titles[cell.cellIndex];
  }

  function tables() {
    for (const table of all(".table")) {
      const body = table.querySelector("tbody"), rows = Array.from(body.rows).filter((row) => !row.classList.contains("more"));
      label(table, rows);
      const rest = (row) => (row.nextElementSibling?.classList.contains("more") ? row.nextElementSibling : null);
      const pairs = new Map(rows.map((row) => [row, [row, rest(row)].filter(Boolean)]));
      tools(table);
      if ("sorted" in table.dataset) sorting(table, body, rows, pairs);
      const open = opening(table, rows, pairs), clear = filtering(table, rows, pairs);
      const arrive = () => {
        const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
        if (!pairs.has(row)) return;
        if (row.hidden) clear();
        open(row, true);
        row.scrollIntoView({ behavior: "instant" });
      };
      window.addEventListener("hashchange", arrive);
      if (location.hash) arrive();
    }
  }

  // tools stand above a table: the field that leaves rows out, and the button that opens all.
  function tools(table) {
    const filter = "filtered" in table.dataset ? [
      make("label", {}, says.filter + " ", make("input", { type: "search", "data-filter": "", autocomplete: "off", spellcheck: false })),
      make("span", { role: "status", "data-filter-count": "" }),
    ] : [];
    const every = table.classList.contains("opens") ? [make("button", { type: "button", className: "tool", "data-open-all": "", "aria-pressed": "false" }, says["open-all"])] : [];
    if (filter.length || every.length) table.querySelector(".scroll").before(make("div", { className: "table-tools" }, ...filter, ...every));
  }

  function sorting(table, body, rows, pairs) {
    const heads = all("thead th", table);
    heads.forEach((head, column) => {
      const button = make("button", { type: "button", className: "sort" });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const next = { ascending: "descending", descending: "none" }[head.ariaSort] || "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        const cells = new Map(rows.map((row) => [row, textOf(row.cells[column], true)])), cell = (row) => cells.get(row);
        const sorted = next === "none" ? rows : rows.slice().sort((a, b) => {
          const empty = !cell(a) - !cell(b); // empty cells stay last, whichever way the rest goes
          return empty || compare(cell(a), cell(b)) * (next === "ascending" ? 1 : -1);
        });
        if (next !== "none") head.setAttribute("aria-sort", next);
        body.append(...sorted.flatMap((row) => pairs.get(row)));
      });
    });
  }

  // opening gives rows that have more to say a button. What a row shares with others is copied into it when it opens.
  function opening(table, rows, pairs) {
    const shown = new Set();
    const show = (within, most) => withShared(within, () => {
      for (const [link, piece] of piecesOf(within)) {
        if (shown.has(link) || piece.textContent.length > most) continue;
        shown.add(link);
        link.after(make("span", { className: "piece" }, ...piece.cloneNode(true).childNodes));
      }
    });
    const open = (row, wanted) => {
      const [, more] = pairs.get(row);
      if (!more) return;
      row.classList.toggle("opened", wanted);
      row.querySelector(".open").setAttribute("aria-expanded", String(wanted));
      if (!wanted || more.dataset.filled) return;
      more.dataset.filled = "yes";
      show(more, Infinity);
    };
    for (const same of all(".same", table)) show(same, 300);
    for (const row of rows) {
      if (!pairs.get(row)[1]) continue;
      const button = make("button", { type: "button", className: "open" });
      button.setAttribute("aria-label", says.more + ": " + textOf(row.querySelector("th")));
      row.cells[0].prepend(button);
      open(row, false);
      row.addEventListener("click", (e) => {
        const chosen = e.target.closest("button, a, input") || !getSelection().isCollapsed;
        if (e.target === button || !chosen) open(row, !row.classList.contains("opened"));
      });
    }
    const every = table.querySelector("[data-open-all]");
    if (every) every.addEventListener("click", () => {
      const wanted = every.getAttribute("aria-pressed") !== "true";
      every.setAttribute("aria-pressed", String(wanted));
      for (const row of rows) open(row, wanted);
    });
    return open;
  }

  // filtering looks into rows, into what they say when they open, and into what that refers to: members of groups, addresses, services, ids.
  function filtering(table, rows, pairs) {
    const input = table.querySelector("[data-filter]"), count = table.querySelector("[data-filter-count]");
    if (!input) return () => {};
    let texts = null;
    const same = table.querySelector(".same"), known = new Map();
    const wordsIn = (element) => known.get(element) || known.set(element, textOf(element).toLowerCase()).get(element);
    const said = (element) => [wordsIn(element), ...piecesOf(element).map(([, piece]) => wordsIn(piece))].join(" ");
    const read = () => new Map(rows.map((row) => [row, [...pairs.get(row), ...(same ? [same] : [])].map(said).join(" ")]));
    const filter = () => {
      if (texts) leave(); else withShared(table, () => { texts = read(); leave(); });
    };
    const leave = () => {
      const wanted = input.value.toLowerCase().split(/\s+/);
      for (const row of rows) row.hidden = !matches(texts.get(row), wanted);
      count.textContent = fill(says["filter-count"], rows.filter((row) => !row.hidden).length, rows.length);
    };
    input.addEventListener("input", filter);
    count.textContent = fill(says["filter-count"], rows.length, rows.length);
    return () => { input.value = ""; filter(); };
  }

  // permalinks puts a mark beside each title from which a reader copies its address.
  function permalinks() {
    for (const title of all("main :is(h2, h3, h4)[id], .step[id] > .step-head > :is(h3, h4, h5)")) {
      const link = make("a", { className: "permalink", href: "#" + encodeURIComponent(title.id || title.closest(".step").id) }, make("i", { className: "icon i-link" }));
      link.setAttribute("aria-label", says.permalink + ": " + title.textContent);
      if (title.id) title.append(" ", link); else title.after(link);
    }
  }

  // copying puts a button above each command.
  function copying() {
    for (const head of all(".command-head")) {
      const label = make("span", {}, says.copy);
      label.setAttribute("role", "status");
      const button = make("button", { type: "button", className: "tool" }, make("i", { className: "icon i-copy" }), label);
      button.addEventListener("click", async () => {
        label.textContent = await copy(head.parentElement.querySelector("pre").textContent) ? says.copied : says["copy-failed"];
        setTimeout(() => { label.textContent = says.copy; }, 2000);
      });
      head.append(button);
    }
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { // plain http in an intranet has no clipboard interface; the old command works there
      const area = make("textarea", { value: text, className: "away", readOnly: true });
      document.body.append(area);
      area.select();
      const copied = document.execCommand("copy");
      area.remove();
      return copied;
    }
  }
})();
// Search over the whole pack, from the keyboard and without a network. The index (site/assets/search.js) is made with the pack; its form is
// documented where it is written. How a query is read:
//
//   1. It is cut into words as the index was. Words that say nothing ("how", "the") are left out, unless there are no others.
//   2. A word finds what it is (weight 1), what begins with it (.8 if only a number or an ending is missing, else less the more is missing), what the
//      language has for it ("down": fails, .8; in place of the word itself where the list says so with "= "), and only if it finds nothing, what differs from it by a letter or two (.3).
//   3. A result needs all words; if none has them, those with the most are shown, and the reader is told.
//   4. Points are added up: weight in the index times the factors above. A page gets more for other pages that lead to it.
//   5. Of a page the best place is shown once. Rules and people are results of their own. Results are shown by kind, the kind of the best first.
(function () {
  "use strict";

  // tokens are the search words of a text: each word whole, and its parts between /:\@ and ., between - and _ too, and in camel case.
  function tokens(text) {
    const found = [];
    for (const raw of text.match(/[\p{L}\p{N}\-._\/:\\@]+/gu) || []) {
      const word = raw.replace(/^[\-._\/:\\@]+|[\-._\/:\\@]+$/g, "");
      if (!word) continue;
      const parts = word.split(/[.\/:\\@]+/).flatMap((name) => [name, ...name.split(/[\-_]+/)
        .flatMap((p) => [p, ...p.split(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u)])]);
      for (const part of [word, ...parts]) {
        const token = part.replace(/^[\-_]+|[\-_]+$/g, "").toLowerCase();
        if (token && !found.includes(token)) found.push(token);
      }
    }
    return found;
  }

  // near tells whether two words differ by at most `most` letters added, lost, changed or exchanged.
  function near(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return false;
    if (a.length < 6 && a.length === b.length && [...a].sort().join() !== [...b].sort().join()) return false; // "stuck" is not "stack"
    let before = [], last = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return false;
      before = last;
      last = row;
    }
    return last[b.length] <= most;
  }

  // waysOf are the words of the index that a word of a query may mean, each with a factor for how sure that is. A word with digits is a port,
  // an address or a host, and one digit off is another one; it is never taken as misspelt.
  function waysOf(index, word) {
    const ways = new Map(), all = Object.keys(index.terms), said = index.synonyms || {};
    const way = (term, factor) => {
      if (Object.hasOwn(index.terms, term) && factor > (ways.get(term) || 0)) ways.set(term, factor);
    };
    const only = Object.hasOwn(said, word) && said[word].startsWith("= ");
    const typed = Object.hasOwn(said, word) ? [word] : word.length > 3 ? Object.keys(said).filter((key) => key.startsWith(word)) : [];
    for (const key of typed) for (const term of said[key].split(" ")) way(term, only ? 1 : 0.8);
    if (only) return ways;
    way(word, 1);
    if (word.length > 1) {
      for (const term of all) {
        if (term === word || !term.startsWith(word)) continue;
        const rest = term.slice(word.length);
        way(term, /^(\p{L}{1,2}|[\-_]?\d{1,3})$/u.test(rest) && !/\d$/.test(word) ? 0.8 : 0.5 * word.length / term.length);
      }
    }
    if (ways.size === 0 && word.length > 3 && !/\d/.test(word)) {
      const most = word.length < 8 ? 1 : 2;
      for (const term of all) if (!/\d/.test(term) && near(word, term, most)) way(term, 0.3);
      for (const key of Object.keys(said)) if (near(word, key, most)) for (const term of said[key].split(" ")) way(term, 0.3);
    }
    return ways;
  }

  // lacking says why there is no index: it is not there, or the browser cannot unpack it.
  const lacking = (says) => (typeof DecompressionStream === "undefined" ? says["search-old"] : says["search-missing"]);

  // unfold puts the texts of an index where it names them by their numbers. Those of earlier versions have them there.
  function unfold(index) {
    const texts = index?.texts; // a page over many packs has none of its own
    return !texts ? index : { ...index, texts: undefined, units: index.units.map(([page, heading, parts, ...own]) =>
      [page, texts[heading], parts.map(([anchor, ...said]) => [texts[anchor], said.map((n) => texts[n]).join(" · ")]), ...own]) };
  }

  // places reads where a word stands: [unit, weight, unit, weight, ...]. Written are, in base 32 with the lowest digit first, how many units further, times 8,
  // and the weight less 1; a digit of the second half says that its number goes on.
  function places(written) {
    if (typeof written !== "string") return written;
    const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_", list = [];
    let unit = 0, number = 0, scale = 1;
    for (const c of written) {
      const digit = digits.indexOf(c);
      number += (digit % 32) * scale;
      scale *= 32;
      if (digit >= 32) continue;
      unit += Math.floor(number / 8);
      list.push(unit, number % 8 + 1);
      [number, scale] = [0, 1];
    }
    return list;
  }

  // hitsOf finds the units that have a word, each with its points and the word of the index that earned them.
  function hitsOf(index, word) {
    const hits = new Map();
    for (const [term, factor] of waysOf(index, word)) {
      const list = places(index.terms[term]);
      for (let i = 0; i < list.length; i += 2) {
        const score = list[i + 1] * factor, old = hits.get(list[i]);
        if (!old || old.score < score) hits.set(list[i], { score, terms: [term] });
      }
    }
    return hits;
  }

  // merge adds up what words found, unit by unit.
  function merge(sets) {
    const sum = new Map();
    for (const set of sets) {
      for (const [unit, hit] of set) {
        const old = sum.get(unit) || { score: 0, terms: [], words: 0 };
        sum.set(unit, { score: old.score + hit.score, terms: [...old.terms, ...hit.terms], words: old.words + 1 });
      }
    }
    return sum;
  }

  const having = (sum, words) => new Map([...sum].filter(([, hit]) => hit.words >= words));

  // found are the units that have a word as it was typed. A protocol and a port are also found apart, and any other compound that is nowhere whole by
  // its parts; but not an address: its parts are those of others.
  function found(index, word) {
    const [whole, ...parts] = tokens(word), hits = hitsOf(index, whole), pair = /^\p{L}+\/\d+$/u.test(whole);
    if (!parts.length || !pair && (hits.size || /^[\da-f.:\/]*$/.test(whole))) return hits;
    const apart = having(merge(parts.map((part) => hitsOf(index, part))), parts.length);
    return new Map([...hits, ...[...apart].filter(([unit, hit]) => !hits.has(unit) || hits.get(unit).score < hit.score)]);
  }

  // joined makes one word of two that the language has as one: "log in", "time out".
  function joined(index, words) {
    const out = [];
    for (const word of words) {
      const both = (out.at(-1) || "").toLowerCase() + word.toLowerCase();
      if (out.length && Object.hasOwn(index.synonyms || {}, both)) out[out.length - 1] = both;
      else out.push(word);
    }
    return out;
  }

  // wordsIn are the words of a query that say something; all, where none does.
  function wordsIn(index, query) {
    const idle = new Set((index.idle || "").split(" "));
    const typed = joined(index, query.split(/\s+/).filter((word) => tokens(word).length));
    const telling = typed.filter((word) => !idle.has(word.toLowerCase()));
    return telling.length ? telling : typed;
  }

  // search returns the units that answer a query, best first. A unit that lacks words of the query has them counted as missing.
  function search(index, query) {
    const words = wordsIn(index, query);
    const sum = merge(words.map((word) => found(index, word)));
    const most = Math.max(0, ...[...sum.values()].map((hit) => hit.words));
    return Array.from(having(sum, most), ([unit, hit]) => ({
      unit, score: hit.score + standing(index, unit), terms: [...new Set(hit.terms)], missing: words.length - hit.words,
    })).sort((a, b) => b.score - a.score || kindOf(index, a.unit) - kindOf(index, b.unit) || a.unit - b.unit);
  }

  // standing is what a page has over others that have the same words: pages that lead to it, and what the index counts like them.
  function standing(index, unit) {
    const [page, heading, , own] = index.units[unit] || [];
    if (!index.pages[page] || heading || own !== undefined) return 0;
    return Math.log2(1 + index.pages[page][3]) / 4;
  }

  function kindOf(index, unit) {
    const [page, , , own] = index.units[unit] || [];
    return own !== undefined ? own : (index.pages[page] || [])[2] || 0;
  }

  // byKind puts results together: a page once, with its best place, and kinds in the order of their best.
  function byKind(index, hits) {
    const groups = new Map(), seen = new Set();
    for (const hit of hits) {
      const [page, , , own] = index.units[hit.unit], kind = kindOf(index, hit.unit);
      if (own === undefined && seen.has(page)) continue;
      if (own === undefined) seen.add(page);
      if (!groups.has(kind)) groups.set(kind, { title: index.kinds[kind], hits: [] });
      groups.get(kind).hits.push(hit);
    }
    return [...groups.values()];
  }

  // passage picks the part of a unit that has most of the terms: its anchor, and its text cut around the first of them.
  function passage(parts, terms) {
    const count = (text) => terms.filter((t) => text.toLowerCase().includes(t)).length;
    const [anchor, text] = parts.reduce((best, part) => (count(part[1]) > count(best[1]) ? part : best), parts[0]);
    const at = Math.min(...terms.map((t) => text.toLowerCase().indexOf(t)).filter((i) => i >= 0), text.length);
    const from = at < 60 || at === text.length ? 0 : text.lastIndexOf(" ", at - 40) + 1;
    return { anchor, text: (from ? "… " : "") + text.slice(from, from + 180) + (from + 180 < text.length ? " …" : "") };
  }

  // whole is a row that is a result of its own, from its beginning behind what is its title.
  function whole([anchor, text], title) {
    const rest = text.startsWith(title + " · ") ? text.slice(title.length + 3) : text;
    return { anchor, text: rest.slice(0, 200) + (rest.length > 200 ? " …" : "") };
  }

  if (typeof module === "object" && module.exports) {
    module.exports = { unfold, places, tokens, near, wordsIn, search, byKind, passage, whole };
    return;
  }

  // ---- The box ----

  const { all, fill, make, says, load } = window.portolan;
  const root = document.documentElement, few = 5;

  // index is what the search knows, once: it is loaded when it is first asked for.
  let loading;
  const index = () => (loading = loading || load("site/assets/search.js", "portolanIndex").then((found) => (window.portolanIndex = unfold(found))));
  Object.assign(window.portolan, { index, lacking, unfold, tokens, near, wordsIn, search, byKind }); // a portal searches many packs with these

  document.addEventListener("DOMContentLoaded", () => {
    if (!document.querySelector("[data-search-open]")) return;
    const input = make("input", { type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "ui-hits", "aria-autocomplete": "list", "aria-label": says.search,
      placeholder: says["search-hint"], autocomplete: "off", spellcheck: false });
    const close = make("button", { type: "button", className: "tool" }, says.close), state = make("p", { className: "search-state", role: "status" });
    const list = make("div", { id: "ui-hits", role: "listbox", "aria-label": says.search });
    const dialog = make("dialog", { id: "ui-search", className: "search", "aria-label": says.search },
      make("div", { className: "search-head" }, make("i", { className: "icon i-search" }), input, close), state, list);
    document.body.append(dialog);
    let chosen = -1;
    const options = () => all("[role=option]", list);
    const choose = (n) => {
      const rows = options();
      chosen = rows.length ? (n + rows.length) % rows.length : -1;
      rows.forEach((row, i) => row.setAttribute("aria-selected", String(i === chosen)));
      if (chosen < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", rows[chosen].id);
      rows[chosen].scrollIntoView({ block: "nearest" });
    };
    let turn = 0; // the last query's: an answer to an earlier one is not shown
    const show = (query, groups, say, further) => {
      const total = groups.reduce((sum, group) => sum + group.hits.length, 0);
      list.replaceChildren(...groups.map((group, i) => section(group, i, choose)), ...(further ? [line("ui-hits-further", further.text, () => { further.widen(); update(); })] : []));
      input.setAttribute("aria-expanded", String(total > 0));
      state.textContent = query ? fill(say, total).replace("{query}", query) : "";
      choose(0);
    };
    const update = () => {
      const query = input.value.trim(), index = window.portolanIndex, mine = ++turn;
      if (window.portolan.find) {
        window.portolan.find(query).then((found) => { if (mine === turn) show(query, found.groups, found.say, found.further); });
        return;
      }
      const hits = index && query ? search(index, query) : [];
      show(index ? query : "", byKind(index, hits).map((group) => ({ ...group, index })), !hits.length ? says["search-none"] : hits[0].missing ? says["search-some"] : says["search-count"]);
    };
    const open = () => {
      if (!dialog.open) dialog.showModal();
      input.select();
      index().then(update, () => { state.textContent = lacking(says); });
    };
    input.addEventListener("input", update);
    input.addEventListener("keydown", (e) => {
      if (e.key === "ArrowDown" || e.key === "ArrowUp") { e.preventDefault(); choose(chosen + (e.key === "ArrowDown" ? 1 : -1)); }
      if (e.key === "Enter" && chosen >= 0) { e.preventDefault(); options()[chosen].click(); }
    });
    list.addEventListener("click", (e) => { if (e.target.closest("a")) dialog.close(); });
    dialog.addEventListener("click", (e) => { if (e.target === dialog) dialog.close(); });
    close.addEventListener("click", () => dialog.close());
    for (const button of all("[data-search-open]")) button.addEventListener("click", open);
    document.addEventListener("keydown", (e) => {
      const typing = e.target.closest("input, textarea, select");
      if ((e.key === "/" && !typing && !e.ctrlKey && !e.metaKey && !e.altKey) || (e.key.toLowerCase() === "k" && (e.ctrlKey || e.metaKey))) {
        e.preventDefault();
        open();
      }
    });
    const asked = new URLSearchParams(location.search).get("q");
    if (asked) { input.value = asked; open(); }
  });

  // section is the results of one kind: the first few, and a line that shows the others.
  function section(group, n, choose) {
    const id = "ui-hits-" + n, title = make("p", { id }, group.title + " ", make("span", {}, String(group.hits.length)));
    const element = make("div", { className: "hits" }, title);
    element.setAttribute("role", "group");
    element.setAttribute("aria-labelledby", id);
    const show = (hits, from) => element.append(...hits.map((hit, i) => option(group.index, hit, id + "-" + (from + i))));
    show(group.hits.slice(0, few), 0);
    const rest = group.hits.slice(few);
    if (rest.length) {
      const more = line(id + "-more", fill(says["search-more"], rest.length), () => {
        const at = all("[role=option]", element.parentElement).indexOf(more);
        more.remove();
        show(rest, few);
        choose(at);
      });
      element.append(more);
    }
    return element;
  }

  // line is one that shows more results.
  function line(id, text, act) {
    const more = make("div", { id, className: "hit more" }, text);
    more.setAttribute("role", "option");
    more.addEventListener("click", act);
    return more;
  }

  // option is one line of the results: where, and the passage with the words marked.
  function option(index, hit, id) {
    const [page, heading, parts, own] = index.units[hit.unit], [path, title] = index.pages[page];
    const named = own === undefined ? title : heading, { anchor, text } = own === undefined ? passage(parts, hit.terms) : whole(parts[0], heading);
    const escaped = hit.terms.map((t) => t.replace(/[.*+?^${}()|[\]\\\/-]/g, "\\$&")).sort((a, b) => b.length - a.length);
    const marked = text.split(new RegExp("(" + escaped.join("|") + ")", "gi"))
      .map((piece, n) => (n % 2 ? make("mark", {}, piece) : piece));
    const link = make("a", { id, className: "hit", href: root.dataset.root + (index.root || "") + path + (anchor ? "#" + anchor : ""), tabIndex: -1 },
      make("span", { className: "hit-path" }, own === undefined ? path : title),
      make("strong", {}, named), ...(heading && heading !== named ? [" › " + heading] : []), make("span", { className: "hit-text" }, ...marked));
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    return link;
  }
})();
// Carrying out a procedure: a clock beside the times that the page knows, who ticked what and when, notes, and an export of all that as Markdown or
// JSON for whoever asks for evidence. It is kept in the reader's browser, for this page of this pack, and leaves it only as a file that the reader
// saves. A run is { started, ended, ticks: { key: { at, by } }, notes: { key: text } }, times in milliseconds; functions return a new one.
(function () {
  "use strict";

  const empty = { started: null, ended: null, ticks: {}, notes: {} };

  // start begins a run, or goes on with one that was stopped.
  const start = (run, now) => ({ ...run, started: run.started || now, ended: null });
  const stop = (run, now) => ({ ...run, ended: now });

  // tick sets or takes away a tick. The first one starts the clock.
  function tick(run, key, done, by, now) {
    const ticks = { ...run.ticks };
    if (done) ticks[key] = { at: now, by }; else delete ticks[key];
    return { ...(run.started || !done ? run : start(run, now)), ticks };
  }

  function note(run, key, text) {
    const notes = { ...run.notes };
    if (text.trim()) notes[key] = text; else delete notes[key];
    return { ...run, notes };
  }

  const elapsed = (run, now) => (run.started ? Math.max(0, (run.ended || now) - run.started) : 0);
  const two = (n) => String(n).padStart(2, "0");

  // clock writes a span of time as hours, minutes and seconds.
  function clock(span) {
    const seconds = Math.floor(span / 1000);
    return Math.floor(seconds / 3600) + ":" + two(Math.floor(seconds / 60) % 60) + ":" + two(seconds % 60);
  }

  // day and time write a moment as the reader's clock shows it; moment adds how far that is from UTC, which evidence needs.
  const day = (t) => { const d = new Date(t); return d.getFullYear() + "-" + two(d.getMonth() + 1) + "-" + two(d.getDate()); };
  const time = (t) => { const d = new Date(t); return two(d.getHours()) + ":" + two(d.getMinutes()) + ":" + two(d.getSeconds()); };
  const since = (t, first) => (day(t) === day(first || t) ? "" : day(t) + " ") + time(t);
  function moment(t) {
    const east = -new Date(t).getTimezoneOffset(), size = Math.abs(east);
    return day(t) + " " + time(t) + " " + (east < 0 ? "-" : "+") + two(Math.floor(size / 60)) + ":" + two(size % 60);
  }

  // state says how far a run is: boxes of the way back and the like do not count, as they are not ticked when all goes well.
  function state(run, page, now) {
    const counted = page.boxes.filter((box) => !box.apart), done = counted.filter((box) => run.ticks[box.key]);
    return {
      done: done.length, all: counted.length, planned: done.reduce((sum, box) => sum + box.minutes, 0),
      next: counted.find((box) => !run.ticks[box.key]), exceeded: page.limits.filter((limit) => elapsed(run, now) > limit.minutes * 60000),
    };
  }

  // report is the run as evidence. The keys of the JSON are the same in every language.
  function report(run, page, now) {
    const iso = (t) => (t ? new Date(t).toISOString() : null);
    return {
      format_version: "1", site: page.site, title: page.title, page: page.path, pack: page.pack, exported: iso(now),
      started: iso(run.started), ended: iso(run.ended), elapsed_seconds: Math.floor(elapsed(run, now) / 1000),
      limits: page.limits.map((limit) => ({ name: limit.name, minutes: limit.minutes, exceeded: elapsed(run, now) > limit.minutes * 60000 })),
      steps: page.boxes.filter((box) => !box.apart || run.ticks[box.key] || run.notes[box.key]).map((box) => ({
        section: box.section, step: box.label, title: box.title, id: box.key, planned_minutes: box.minutes, done: !!run.ticks[box.key],
        at: iso((run.ticks[box.key] || {}).at), by: (run.ticks[box.key] || {}).by || "", note: run.notes[box.key] || "",
      })),
    };
  }

  // markdown is the same for people. What they wrote is quoted, so that it stays apart from what the page says.
  function markdown(run, page, now, words) {
    const said = report(run, page, now), lines = ["# " + said.title, "", "- " + [said.site, said.page, said.pack].join(", ")];
    lines.push("- " + words.started + ": " + (run.started ? moment(run.started) : "–"));
    if (run.ended) lines.push("- " + words.stop + ": " + moment(run.ended));
    lines.push("- " + words.elapsed + ": " + clock(elapsed(run, now)));
    for (const limit of page.limits) lines.push("- " + limit.name + ": " + limit.time + (elapsed(run, now) > limit.minutes * 60000 ? " (" + words.over + ")" : ""));
    let section = null;
    for (const step of said.steps) {
      if (step.section !== section) lines.push("", "## " + (section = step.section), "");
      const tick = run.ticks[step.id], when = tick ? " – " + moment(tick.at) + (tick.by ? ", " + tick.by : "") : "";
      lines.push("- [" + (tick ? "x" : " ") + "] " + [step.step, step.title].filter(Boolean).join(": ") + when);
      if (step.note) lines.push(...step.note.trim().split("\n").map((line) => ("  > " + line).trimEnd()));
    }
    return lines.join("\n") + "\n";
  }

  if (typeof module === "object" && module.exports) {
    module.exports = { empty, start, stop, tick, note, elapsed, clock, since, moment, state, report, markdown };
    return;
  }

  // ---- The page ----

  const { all, fill, make, says, stored } = window.portolan;
  const root = document.documentElement;

  // read reads from the page what a run needs of it.
  function read(panel) {
    const text = (element) => (element ? element.textContent.trim() : "");
    let section = "";
    const boxes = [];
    for (const element of all("main > h2, main [data-tick]")) {
      if (element.matches("h2")) { section = text(element); continue; }
      const step = element.closest(".step");
      boxes.push({
        element, key: element.dataset.tick, section, minutes: Number(element.dataset.minutes || 0), apart: "apart" in element.dataset,
        label: step ? text(step.querySelector(".number")).replace(/\s+/g, " ") : "",
        title: step ? text(step.querySelector(".step-head :is(h2, h3, h4, h5)")) : text(element.parentElement.querySelector("span")),
      });
    }
    return {
      site: document.title.split(" · ").pop(), title: text(document.querySelector("h1")), path: root.dataset.page, pack: window.portolanPack, boxes,
      limits: all("[data-run-limit]", panel).map((element) => ({
        element, name: text(element.querySelector("dt")), time: element.querySelector("dd").firstChild.textContent.trim(), minutes: Number(element.dataset.runLimit),
      })),
    };
  }

  // build makes the panel around the limits that the page has.
  function build(panel) {
    const button = (word, properties) => make("button", { type: "button", className: "tool", ...properties }, word);
    const timed = (word, properties) => make("div", {}, make("dt", {}, word), make("dd", {}, make("span", properties, "–")));
    const clock = make("dl", {}, timed(says["run-started"], { "data-run-started": "" }), timed(says["run-elapsed"], { "data-run-elapsed": "", role: "timer" }), ...all("[data-run-limit]", panel));
    panel.setAttribute("aria-label", says.run);
    panel.replaceChildren(
      make("div", { className: "run-clock" }, button(says["run-start"], { "data-run-start": "" }), clock),
      make("p", { className: "run-late", role: "status", "data-run-late": "" }),
      make("div", { className: "run-progress" }, make("span", { role: "status", "data-run-progress": "" }), " ", make("progress", { max: 1, value: 0, "aria-label": says["run-progress-name"] })),
      make("div", { className: "run-tools" }, make("label", {}, says["run-name"] + " ", make("input", { type: "text", "data-run-name": "", autocomplete: "name" })),
        button(says["run-markdown"], { "data-run-export": "md" }), button(says["run-json"], { "data-run-export": "json" }), button(says["run-clear"], { "data-run-clear": "" })),
      make("p", { className: "fine" }, says["run-kept"]),
      make("dialog", { id: "ui-clear", className: "ask", "aria-labelledby": "ui-clear-text" }, make("p", { id: "ui-clear-text" }, says["run-clear-text"]),
        button(says["run-keep"], { "data-run-keep": "" }), button(says["run-clear-now"], { "data-run-clear-now": "" })));
  }

  document.addEventListener("DOMContentLoaded", () => {
    const panel = document.querySelector("[data-run]");
    if (!panel) return;
    build(panel);
    const page = read(panel), part = (name) => panel.querySelector("[data-run-" + name + "]");
    const key = ["portolan:run", root.dataset.site, window.portolanPack, page.path].join(":");
    let unstored = empty; // where the browser forbids storage
    const load = () => {
      try { return { ...unstored, ...JSON.parse(stored.get(key)) }; } catch { return unstored; }
    };
    const change = (to) => { // what another window has changed meanwhile stays
      const run = to(load()), text = JSON.stringify(run) === JSON.stringify(empty) ? null : JSON.stringify(run);
      stored.set(key, text);
      unstored = stored.get(key) === text ? empty : run;
      show(run);
    };
    const name = part("name"), ask = panel.querySelector("dialog"), bar = make("p", { className: "run-bar", hidden: true });
    document.querySelector("main").append(bar);
    name.value = stored.get("portolan:name") || "";
    name.addEventListener("input", () => stored.set("portolan:name", name.value || null));

    for (const box of page.boxes) {
      const holder = box.element.closest(".step, li"), body = holder.querySelector(".step-body");
      box.stamp = make("span", { className: "stamp" });
      box.element.parentElement.after(box.stamp);
      box.element.addEventListener("change", () => change((run) => tick(run, box.key, box.element.checked, name.value.trim(), Date.now())));
      if (!body) continue;
      box.note = make("textarea", { rows: 1, placeholder: " " });
      body.append(make("label", { className: "note-line" }, says["run-note"], box.note));
      box.note.addEventListener("input", () => change((run) => note(run, box.key, box.note.value)));
    }

    // tell writes a text only when it is another one: what is said in a live region is read out each time.
    const tell = (element, text) => { if (element.textContent !== text) element.textContent = text; };

    const beat = (run) => {
      const now = Date.now(), at = state(run, page, now), span = clock(elapsed(run, now));
      tell(part("elapsed"), run.started ? span : "–");
      for (const limit of page.limits) {
        limit.element.classList.toggle("over", at.exceeded.includes(limit));
        tell(limit.element.querySelector("span"), run.started ? says["run-at"].replace("{time}", since(run.started + limit.minutes * 60000, run.started)) : "");
      }
      tell(part("late"), at.exceeded.map((limit) => says["run-late"].replace("{time}", limit.time).replace("{what}", limit.name)).join(" · "));
      tell(bar.firstChild || bar, span);
    };

    function show(run) {
      const at = state(run, page, Date.now()), progress = fill(says["run-progress"], at.done, at.all);
      tell(part("started"), run.started ? moment(run.started).slice(0, 19) : "–");
      part("start").textContent = !run.started ? says["run-start"] : run.ended ? says["run-again"] : says["run-stop"];
      tell(part("progress"), progress + (at.planned ? ", " + fill(says["run-planned-so-far"], at.planned) : ""));
      panel.querySelector("progress").value = at.done / Math.max(1, at.all);
      for (const box of page.boxes) {
        const done = run.ticks[box.key], stamp = done ? since(done.at, run.started) : "";
        box.element.checked = !!done;
        box.element.closest(".step, li").classList.toggle("ticked", !!done);
        tell(box.stamp, done && done.by ? says["run-by"].replace("{time}", stamp).replace("{name}", done.by) : stamp);
        if (box.note && box.note.value.trim() !== (run.notes[box.key] || "").trim()) box.note.value = run.notes[box.key] || "";
        if (box.note) box.note.rows = Math.min(12, box.note.value.split("\n").length);
      }
      root.classList.toggle("running", !!run.started);
      bar.hidden = !run.started || !!run.ended;
      const next = at.next && make("a", { href: "#" + (at.next.element.closest("[id]") || panel).id }, says["run-next-box"].replace("{what}", [at.next.label, at.next.title].filter(Boolean).join(": ")));
      bar.replaceChildren(make("span", {}, ""), make("span", {}, progress), next || says["run-all-done"]);
      beat(run);
    }

    part("start").addEventListener("click", () => change((run) => (run.started && !run.ended ? stop(run, Date.now()) : start(run, Date.now()))));
    const save = (kind) => {
      const run = load(), now = Date.now();
      const text = kind === "md" ? markdown(run, page, now, { started: says["run-started"], stop: says["run-ended"], elapsed: says["run-elapsed"], over: says["run-over"] }) : JSON.stringify(report(run, page, now), null, 2) + "\n";
      const file = new Blob([text], { type: kind === "md" ? "text/markdown" : "application/json" });
      const link = make("a", { href: URL.createObjectURL(file), download: page.path.replace(/^.*\//, "").replace(/\.html$/, "") + "-" + moment(run.started || now).slice(0, 16).replace(/[ :]/g, "-") + "." + kind });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    };
    for (const button of all("[data-run-export]", panel)) button.addEventListener("click", () => save(button.dataset.runExport));
    part("clear").addEventListener("click", () => ask.showModal());
    part("keep").addEventListener("click", () => ask.close());
    part("clear-now").addEventListener("click", () => { change(() => empty); ask.close(); });
    window.addEventListener("storage", (e) => { if (e.key === key) show(load()); });
    setInterval(() => { const run = load(); if (run.started && !run.ended) beat(run); }, 1000);
    show(load());
  });
})();
// Pictures in pages: they zoom, show what a box is tied to, list the rules of a line and find lines by port.
// Without it a picture is whole, and its boxes and lines are links.
(function () {
  "use strict";

  // ---- Pure functions, tested without a browser ----

  // hits tells whether the text of a rule has all words of a query. A number is a port: it is found alone, in a list and in a range.
  function hits(text, query) {
    const low = text.toLowerCase();
    const ports = low.split(/[^\p{L}\p{N}.:\/-]+/u).map((word) => word.replace(/^\p{L}+\/|\/\p{L}+$/gu, "").match(/^(\d+)(?:-(\d+))?$/)).filter(Boolean);
    const open = (port) => ports.some(([, from, to]) => port === Number(from) || to && Number(from) <= port && port <= Number(to));
    return query.toLowerCase().split(/\s+/).filter(Boolean).every((word) => (/^\d+$/.test(word) ? open(Number(word)) : low.includes(word)));
  }

  // rulesIn are the rules of the search index, by their ids.
  function rulesIn(index) {
    const rules = new Map();
    for (const [page, , parts, own] of index.units) {
      if (own === undefined) continue;
      const [anchor, text] = parts[0], [path, title] = index.pages[page];
      rules.set(anchor, { path: path + "#" + anchor, title, text: text.endsWith(" · " + anchor) ? text.slice(0, -anchor.length - 3) : text });
    }
    return rules;
  }

  if (typeof module === "object" && module.exports) {
    module.exports = { hits, rulesIn };
    return;
  }

  // ---- The page ----

  const { all, fill, index, make } = window.portolan;
  const root = document.documentElement;
  let known; // what rules say, once the index is there
  const rules = async () => (known = known || rulesIn(await index()));
  const idsOf = (line) => (line.dataset.rules || "").split(" ").filter(Boolean);

  document.addEventListener("DOMContentLoaded", () => {
    for (const figure of all("[data-figure]")) {
      const frame = figure.querySelector(".picture");
      if (!frame.querySelector("svg")) continue;
      prepare(frame);
      zooming(figure, frame);
      fading(frame);
      listing(figure, frame);
      finding(figure, frame);
    }
  });

  // prepare has texts keep the distances of their letters where the reader's machine has another font, and lays an invisible copy over each line, wide by the
  // style sheet, so that a pointer reaches it.
  function prepare(frame) {
    for (const text of all("text", frame)) text.setAttribute("lengthAdjust", "spacingAndGlyphs");
    for (const line of all("g.edge", frame).filter((g) => g.querySelector("title"))) {
      for (const path of all("path:not([class^='f-'])", line)) { // heads are filled
        const hit = path.cloneNode();
        for (const name of ["stroke-width", "stroke-dasharray"]) hit.removeAttribute(name);
        hit.setAttribute("class", "hit");
        path.parentNode.append(hit);
      }
    }
  }

  // zooming answers buttons, the wheel, pinches and keys, and lets a mouse pull a picture that is larger than its frame.
  function zooming(figure, frame) {
    let scale = 1, drag = null;
    const size = () => {
      const svg = frame.querySelector("svg");
      svg.style.width = svg.style.maxWidth = svg.style.maxHeight = "";
      if (scale > 1) Object.assign(svg.style, { maxWidth: "none", maxHeight: "none", width: svg.getBoundingClientRect().width * scale + "px" });
    };
    const zoom = (to) => {
      const centre = [frame.scrollLeft + frame.clientWidth / 2, frame.scrollTop + frame.clientHeight / 2].map((c) => c / scale);
      scale = Math.min(8, Math.max(1, to));
      size();
      frame.classList.toggle("zoomed", scale > 1);
      frame.scrollTo(centre[0] * scale - frame.clientWidth / 2, centre[1] * scale - frame.clientHeight / 2);
    };
    for (const button of all("[data-zoom]", figure)) {
      button.addEventListener("click", () => zoom({ in: scale * 1.4, out: scale / 1.4, fit: 1 }[button.dataset.zoom]));
    }
    frame.addEventListener("pointerdown", (e) => {
      if (e.pointerType === "mouse" && e.button === 0 && scale > 1) drag = { x: e.clientX + frame.scrollLeft, y: e.clientY + frame.scrollTop, far: false };
    });
    window.addEventListener("pointermove", (e) => {
      if (!drag) return;
      const to = [drag.x - e.clientX, drag.y - e.clientY];
      drag.far = drag.far || Math.abs(to[0] - frame.scrollLeft) + Math.abs(to[1] - frame.scrollTop) > 4;
      frame.scrollTo(...to);
    });
    window.addEventListener("pointerup", () => { setTimeout(() => { drag = null; }); });
    frame.addEventListener("wheel", (e) => { // with Ctrl, as a pinch on a touch pad comes, too
      if (!e.ctrlKey) return;
      e.preventDefault();
      zoom(scale * (e.deltaY < 0 ? 1.15 : 1 / 1.15));
    }, { passive: false });
    frame.addEventListener("keydown", (e) => {
      const to = { "+": scale * 1.4, "-": scale / 1.4, 0: 1 }[e.key];
      if (to !== undefined && !e.ctrlKey && !e.metaKey && !e.altKey) zoom(to);
    });
    frame.addEventListener("dragstart", (e) => e.preventDefault());
    frame.addEventListener("click", (e) => {
      if (!drag || !drag.far) return;
      e.preventDefault();
      e.stopImmediatePropagation();
    }, true);
  }

  // fading leaves what a person points at, or comes to by the keyboard, as it is, with all that it is tied to; the rest of the picture fades.
  function fading(frame) {
    const near = (svg, at) => {
      const lines = all("g[data-ends]", svg), own = at.dataset; // a line and its label have the same ends, and no other line has them
      const trunk = own.ends && !own.rules && own.trunk; // what several lines share, or its label
      const of = lines.filter(({ dataset: l }) => own.ends ? l.ends === own.ends || trunk && l.trunk === trunk : l.ends.split(" ").includes(own.box));
      const labels = own.ends && !trunk ? lines.filter(({ dataset: l }) => own.trunk && l.trunk === own.trunk && !l.rules) : [];
      return of.length ? new Set([at, ...of, ...labels, ...boxesOf(svg, of)]) : null;
    };
    const fade = (e) => {
      const at = e.target.closest("g.box, g.edge, g.label"), svg = frame.querySelector("svg");
      if (frame.dataset.found === undefined) keep(svg, at && near(svg, at));
    };
    for (const type of ["pointerover", "focusin"]) frame.addEventListener(type, fade);
    for (const type of ["pointerleave", "focusout"]) {
      frame.addEventListener(type, () => { if (frame.dataset.found === undefined) keep(frame.querySelector("svg"), null); });
    }
  }

  // boxesOf are the boxes that lines join.
  function boxesOf(svg, lines) {
    const ends = new Set(lines.flatMap((line) => line.dataset.ends.split(" ")));
    return all("g.box", svg).filter((box) => ends.has(box.dataset.box));
  }

  // keep leaves elements as they are and fades the others, or none where there are none to be left.
  function keep(svg, left) {
    svg.classList.toggle("faded", Boolean(left));
    for (const g of all("g[class]", svg)) g.classList.toggle("near", Boolean(left) && left.has(g));
  }

  // linesAt are the lines that an element of a picture belongs to: a label has the ends of its line, what several lines share is of them all.
  function linesAt(svg, g) {
    const lines = all("g[data-rules]", svg);
    if (g && g.dataset.trunk && !g.dataset.rules) return lines.filter((line) => line.dataset.trunk === g.dataset.trunk);
    return g ? lines.filter((line) => line.dataset.ends === g.dataset.ends) : [];
  }

  // listing shows below a picture exactly the rules of the line that was clicked, each a link to its row.
  function listing(figure, frame) {
    const close = (panel, line) => {
      panel.remove();
      (line.querySelector("a") || frame).focus();
    };
    frame.addEventListener("click", async (e) => {
      const at = e.target.closest("g.edge, g.label"), lines = linesAt(frame.querySelector("svg"), at), link = e.target.closest("a");
      const line = lines.length === 1 ? lines[0] : at;
      if (!lines.length || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
      e.preventDefault();
      const texts = await rules().catch(() => null), where = link && link.getAttribute("href");
      if (!texts) { // the tables say the same
        if (where) location.href = where;
        return;
      }
      figure.querySelector(".figure-rules")?.remove();
      const title = line.querySelector("title").textContent, done = make("button", { type: "button", className: "tool" }, figure.dataset.close);
      const rows = [...new Set(lines.flatMap(idsOf))].map((id) => {
        const rule = texts.get(id) || { path: "", title: "", text: "" };
        return make("li", {}, make("a", { href: rule.path ? root.dataset.root + rule.path : where || "" }, id), " ", make("span", {}, [rule.title, rule.text].filter(Boolean).join(" · ")));
      });
      const panel = make("div", { className: "figure-rules", tabIndex: -1 }, make("p", {}, make("strong", {}, title), done), make("ul", {}, ...rows));
      panel.setAttribute("role", "region");
      panel.setAttribute("aria-label", title);
      done.addEventListener("click", () => close(panel, line));
      panel.addEventListener("keydown", (key) => { if (key.key === "Escape") close(panel, line); });
      frame.after(panel);
      panel.focus();
    });
  }

  // finding leaves the lines that have a rule with a port, a service or a host, and fades the others.
  function finding(figure, frame) {
    const input = figure.querySelector("[data-lines]"), state = figure.querySelector(".figure-tools [role=status]");
    if (!input) return;
    input.addEventListener("input", async () => {
      const query = input.value.trim(), svg = frame.querySelector("svg");
      const texts = query && await rules().catch(() => null);
      if (query !== input.value.trim()) return; // more was typed meanwhile
      if (!texts) {
        delete frame.dataset.found;
        state.textContent = "";
        return keep(svg, null);
      }
      const lines = all("g[data-rules]", svg), has = (id) => texts.has(id) && hits(texts.get(id).title + " " + texts.get(id).text, query);
      const found = lines.filter((line) => idsOf(line).some(has)), left = new Set(found.map((line) => line.dataset.ends));
      const trunks = new Set(found.map((line) => line.dataset.trunk).filter(Boolean));
      frame.dataset.found = left.size;
      state.textContent = fill(figure.dataset.found, left.size, new Set(lines.map((line) => line.dataset.ends)).size);
      keep(svg, new Set([...boxesOf(svg, found), ...all("g[data-ends]", svg).filter((g) => left.has(g.dataset.ends) || trunks.has(g.dataset.trunk) && !g.dataset.rules)]));
    });
  }
})();
