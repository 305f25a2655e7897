// Run by TestScript: node --test themes/testdata/
"use strict";
process.env.TZ = "Etc/GMT-1"; // an hour east of Greenwich
const test = require("node:test");
const assert = require("node:assert/strict");
const { empty, start, stop, tick, note, elapsed, clock, since, moment, state, report, markdown } = require("../default/run.js");

const minute = 60000, night = Date.UTC(2026, 10, 29, 22, 50, 0);
const page = {
  site: "Analytics", title: "Restore the site", path: "site/runbooks/site-restore.html", pack: "5b08c10296c0",
  limits: [{ name: "Planned", time: "30 minutes", minutes: 30 }, { name: "RTO", time: "4 hours", minutes: 240 }],
  boxes: [
    { key: "before-1", section: "Pre-checks", label: "Check 1", title: "The backup is there", minutes: 5, apart: false },
    { key: "stop", section: "Steps", label: "Step 1", title: "Stop all services", minutes: 10, apart: false },
    { key: "undo", section: "Rollback", label: "Step 1", title: "Start them again", minutes: 10, apart: true },
  ],
};

test("the clock starts with the first tick, stops, and goes on from where it began", () => {
  assert.equal(elapsed(empty, night), 0);
  let run = tick(empty, "before-1", true, "Mara", night);
  assert.equal(elapsed(run, night + 5 * minute), 5 * minute);
  run = stop(run, night + 20 * minute);
  assert.equal(elapsed(run, night + 90 * minute), 20 * minute);
  assert.equal(elapsed(start(run, night + 90 * minute), night + 91 * minute), 91 * minute);
  assert.equal(elapsed(run, night - minute), 20 * minute);
  assert.equal(elapsed(start(empty, night), night - minute), 0, "a clock that was set back");
  assert.equal(tick(empty, "stop", false, "", night).started, null, "to take a tick away starts nothing");
});

test("a run is never changed, only another one made", () => {
  const run = Object.freeze({ ...empty, ticks: Object.freeze({}), notes: Object.freeze({}) });
  assert.deepEqual(tick(tick(run, "stop", true, "Mara", 1), "stop", false, "Mara", 2), { ...empty, started: 1 });
  assert.deepEqual(note(note(run, "stop", "a"), "stop", " "), empty);
});

test("times are written as a watch shows them, and evidence says how far that is from UTC", () => {
  assert.deepEqual([0, 999, 61000, 3600000, 100 * 3600000].map(clock), ["0:00:00", "0:00:00", "0:01:01", "1:00:00", "100:00:00"]);
  assert.equal(moment(night), "2026-11-29 23:50:00 +01:00");
  assert.equal(since(night, night), "23:50:00");
  assert.equal(since(night + 15 * minute, night), "2026-11-30 00:05:00", "after midnight the day is said");
});

test("what is done counts against what is planned; steps apart do not", () => {
  let run = tick(empty, "before-1", true, "", night);
  run = tick(run, "undo", true, "", night);
  const at = state(run, page, night + 31 * minute);
  assert.deepEqual([at.done, at.all, at.planned, at.next.key, at.exceeded.map((l) => l.name)], [1, 2, 5, "stop", ["Planned"]]);
  assert.deepEqual(state(run, page, night + 30 * minute).exceeded, [], "a limit is kept until it is over");
  assert.equal(state(tick(run, "stop", true, "", night), page, night).next, undefined);
});

test("the report has every step with who, when and notes", () => {
  let run = note(tick(tick(empty, "before-1", true, "Mara", night), "stop", true, "", night + 10 * minute), "stop", "two *lines*\n# and a title");
  run = stop(run, night + 40 * minute);
  const said = report(run, page, night + 60 * minute);
  assert.equal(said.steps.length, 2, "a step of the way back that nobody took is left out");
  assert.deepEqual(said.steps[0], { section: "Pre-checks", step: "Check 1", title: "The backup is there", id: "before-1", planned_minutes: 5, done: true, at: "2026-11-29T22:50:00.000Z", by: "Mara", note: "" });
  assert.deepEqual([said.started, said.ended, said.elapsed_seconds, said.pack], ["2026-11-29T22:50:00.000Z", "2026-11-29T23:30:00.000Z", 2400, "5b08c10296c0"]);
  assert.deepEqual(said.limits.map((l) => l.exceeded), [true, false]);
  assert.equal(markdown(run, page, night + 60 * minute, { started: "Started", stop: "Stopped", elapsed: "Elapsed", over: "exceeded" }), `# Restore the site

- Analytics, site/runbooks/site-restore.html, 5b08c10296c0
- Started: 2026-11-29 23:50:00 +01:00
- Stopped: 2026-11-30 00:30:00 +01:00
- Elapsed: 0:40:00
- Planned: 30 minutes (exceeded)
- RTO: 4 hours

## Pre-checks

- [x] Check 1: The backup is there – 2026-11-29 23:50:00 +01:00, Mara

## Steps

- [x] Step 1: Stop all services – 2026-11-30 00:00:00 +01:00
  > two *lines*
  > # and a title
`);
});

test("a run that was not begun is a report, too", () => {
  const said = report(empty, page, night);
  assert.deepEqual([said.started, said.ended, said.elapsed_seconds, said.steps.filter((s) => s.done).length], [null, null, 0, 0]);
  assert.ok(markdown(empty, page, night, { started: "Started", elapsed: "Elapsed" }).includes("- Started: –\n- Elapsed: 0:00:00\n"));
});
