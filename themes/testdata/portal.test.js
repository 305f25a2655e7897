// Run by TestScript: node --test themes/testdata/
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { initials, indexOf } = require("../default/portal.js");
const searching = require("../default/search.js");

const on = { sites: [["../a/", "A"], ["../b/", "B"], ["../c/", "C"]], synonyms: { dead: "fails lost", reboot: "restart" }, idle: "the" };

test("the first characters of words, of their parts and of what the language has for them", () => {
  assert.deepEqual(initials(on, "the QS-central", searching), ["q", "c"]);
  assert.deepEqual(initials(on, "10.20.0.1", searching), ["1", "2", "0"]);
  assert.deepEqual(initials(on, "dead", searching), ["d", "f", "l"]);
  assert.deepEqual(initials(on, "rebot", searching), ["r"]);
  assert.deepEqual(initials(on, "", searching), []);
});

test("sites are found as pages are: all words, else most; 0 stands for all sites", () => {
  const index = indexOf(on, [{ restart: 0, qs1: [2] }, { "10.20.0.1": [1, 3] }]), sites = (query) => searching.search(index, query).map((hit) => hit.unit);
  assert.deepEqual(sites("restart"), [1, 2, 3]);
  assert.deepEqual(sites("restart qs1"), [2]);
  assert.deepEqual(sites("10.20.0.1 restart"), [1, 3]);
  assert.deepEqual(sites("qs1 10.20.0.1"), [1, 2, 3]);
  assert.deepEqual(sites("reboot"), [1, 2, 3]);
  assert.deepEqual(sites("restrat"), [1, 2, 3]);
  assert.deepEqual(sites("dragon"), []);
});
