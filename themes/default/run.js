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
