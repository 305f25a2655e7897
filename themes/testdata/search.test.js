// Run by TestScript: node --test themes/testdata/
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { unfold, places, tokens, near, search, byKind, passage, whole } = require("../default/search.js");

test("tokens keep the word whole and add its parts", () => {
  for (const [text, want] of Object.entries(require("./tokens.json"))) assert.deepEqual(tokens(text), want, text);
});

test("near counts added, lost, changed and exchanged letters", () => {
  assert.ok(near("repositry", "repository", 1));
  assert.ok(near("sevrer", "server", 1));
  assert.ok(!near("central", "consumer", 2));
  assert.ok(!near("abcd", "dcba", 2));
});

const index = {
  pages: [["a.html", "A"], ["b.html", "B"]],
  units: [],
  terms: {
    "4242": [0, 5, 2, 1], "42424": [1, 5], "4243": [3, 5], "repository": [0, 1, 1, 4], "engine": [1, 2],
    "qs-central-01": [2, 5], "central": [2, 1, 3, 1], "qs": [2, 1], "constructor": [3, 1],
  },
};
const units = (query) => search(index, query).map((hit) => hit.unit);

test("an exact port comes before a longer one and never matches a different one", () => {
  assert.deepEqual(units("4242"), [0, 1, 2]);
  assert.deepEqual(units("4244"), []);
});

test("weights order the hits", () => assert.deepEqual(units("repository"), [1, 0]));

test("all words are needed, and where nothing has them, as many as there are", () => {
  assert.deepEqual(units("repository 4242"), [0, 1]);
  assert.deepEqual(search(index, "repository 4242").map((hit) => hit.missing), [0, 0]);
  assert.deepEqual(units("repository central"), [1, 0, 2, 3]);
  assert.deepEqual(search(index, "repository central").map((hit) => hit.missing), [1, 1, 1, 1]);
});

test("words that say nothing are left out, unless there are no others", () => {
  const here = { ...index, idle: "the of" };
  assert.deepEqual(search(here, "the engine of").map((hit) => hit.missing), [0]);
  assert.deepEqual(search({ ...here, terms: { the: [1, 1] } }, "the").map((hit) => hit.unit), [1]);
});

test("a word finds what the language has for it, after what it is itself", () => {
  const here = { ...index, synonyms: { dead: "fails lost" }, terms: { dead: [0, 4], fails: [1, 4], lost: [2, 1, 1, 1] } };
  assert.deepEqual(search(here, "dead").map((hit) => hit.unit), [0, 1, 2]);
  assert.deepEqual(search(here, "daed").map((hit) => hit.unit), [0, 1, 2]);
  assert.deepEqual(search({ ...here, terms: { fails: [1, 4] } }, "daed").map((hit) => hit.unit), [1]);
});

test("a number or an ending that is missing counts less than the rest of a longer word", () => {
  const here = { ...index, terms: { engine1: [0, 4], "engine-room": [1, 4], engines: [2, 4], engineering: [3, 4] } };
  assert.deepEqual(search(here, "engine").map((hit) => hit.unit), [0, 2, 1, 3]);
});

test("of pages that have the same words, the one to which others lead comes first", () => {
  const here = { pages: [["a", "A", 0, 0], ["b", "B", 0, 9]], units: [[0, "", []], [1, "", []], [1, "Steps", []]], terms: { restore: [0, 4, 1, 4, 2, 4] } };
  assert.deepEqual(search(here, "restore").map((hit) => hit.unit), [1, 0, 2]);
});

test("results are put together by kind, a page once, and a row of its own for itself", () => {
  const here = { pages: [["a", "A", 1, 0], ["b", "B", 0, 0]], kinds: ["Hosts", "Runbooks", "Rules"],
    units: [[0, "", []], [0, "Steps", []], [1, "", []], [1, "R1", [], 2], [1, "R2", [], 2]] };
  const groups = byKind(here, [0, 3, 1, 2, 4].map((unit) => ({ unit })));
  assert.deepEqual(groups.map((g) => [g.title, g.hits.map((h) => h.unit)]), [["Runbooks", [0]], ["Rules", [3, 4]], ["Hosts", [2]]]);
});

test("a misspelt word is found", () => {
  assert.deepEqual(units("repositry"), [1, 0]);
  assert.deepEqual(search(index, "repositry")[0].terms, ["repository"]);
});

test("a compound that is nowhere whole is found by its parts", () => {
  assert.deepEqual(units("central/qs"), [2]);
  assert.deepEqual(units("qs-central-01"), [2]);
});

test("hostile and empty queries find nothing and throw nothing", () => {
  for (const query of ["", "   ", "__proto__", "toString", "hasOwnProperty", "((((", "\\", "--"]) assert.deepEqual(units(query), [], query);
  assert.deepEqual(units("constructor"), [3]);
});

test("the passage is the row that has the words", () => {
  const parts = [["top", "All rules of the node"], ["R1", "central to engine 4747"], ["R2", "central to repository 4242"]];
  assert.deepEqual(passage(parts, ["4242", "central"]), { anchor: "R2", text: "central to repository 4242" });
  const long = passage([["x", "word ".repeat(60) + "needle " + "word ".repeat(60)]], ["needle"]).text;
  assert.ok(long.startsWith("… ") && long.endsWith(" …") && long.includes("needle") && long.length < 190);
});

test("a row of its own is shown from its beginning", () => {
  assert.deepEqual(whole(["R1", "R1 · central · engine · 4747"], "R1"), { anchor: "R1", text: "central · engine · 4747" });
  assert.deepEqual(whole(["R1", "R10 · central"], "R1"), { anchor: "R1", text: "R10 · central" });
});

test("places are read as they are written", () => {
  assert.deepEqual(places("07OEvVddiO"), [0, 1, 0, 8, 3, 1, 4, 7, 131, 2, 99999, 8]);
  assert.deepEqual(places([1, 2]), [1, 2]);
  assert.deepEqual(places(""), []);
});

test("an index with its texts in a table is the one with them in their places", () => {
  const found = unfold({ texts: ["", "Steps", "stop", "a", "b"], units: [[0, 0, [[0, 3]]], [0, 1, [[2, 3, 4], [0, 1]], 2]], terms: { a: "01" } });
  assert.deepEqual(found.units, [[0, "", [["", "a"]]], [0, "Steps", [["stop", "a · b"], ["", "Steps"]], 2]]);
  assert.deepEqual(search({ ...found, pages: [["p", "P", 0, 0]] }, "a").map((hit) => hit.unit), [0]);
  const old = { units: [[0, "", [["", "a"]]]] };
  assert.equal(unfold(old), old);
  assert.equal(unfold(undefined), undefined);
});
