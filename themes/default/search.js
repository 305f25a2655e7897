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
