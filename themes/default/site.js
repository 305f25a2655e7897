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
