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
