// Run by TestScript: node --test themes/testdata/
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { tokens, near, search, passage, compare, matches } = require("../default/site.js");

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

test("all words are needed", () => {
  assert.deepEqual(units("repository 4242"), [0, 1]);
  assert.deepEqual(units("repository central"), []);
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

test("ports and addresses are compared by value, empty cells last", () => {
  const sorted = (list) => list.slice().sort(compare);
  assert.deepEqual(sorted(["4747", "443", "80, 443", "80", "49152-65535", ""]), ["80", "80, 443", "443", "4747", "49152-65535", ""]);
  assert.deepEqual(sorted(["10.0.10.2", "10.0.9.30", "10.0.9.3", "9.1.1.1"]), ["9.1.1.1", "10.0.9.3", "10.0.9.30", "10.0.10.2"]);
  assert.deepEqual(sorted(["fd00::10", "fd00::9", "10.0.0.1", "fd00:0:0:1::1"]), ["10.0.0.1", "fd00::9", "fd00::10", "fd00:0:0:1::1"]);
  assert.deepEqual(sorted(["10.0.0.0/16", "10.0.0.0/8"]), ["10.0.0.0/8", "10.0.0.0/16"]);
  assert.deepEqual(sorted(["qs-node-10", "QS-node-9", "any", "443"]), ["443", "any", "QS-node-9", "qs-node-10"]);
  assert.equal(compare("80", "80"), 0);
});

test("a filter needs all words, and finds an address in its networks", () => {
  const row = "users 10.30.0.0/16 qs-proxy1 10.20.1.10 fd20::10 tcp/443";
  for (const [query, want] of [["", true], ["443 users", true], ["443 central", false], ["10.20.1", true], ["10.30.7.9", true], ["10.31.7.9", false], ["10.20.1.11", false], ["fd20::10", true]]) {
    assert.equal(matches(row, query.split(/\s+/)), want, query);
  }
  assert.ok(matches("any 0.0.0.0/0", ["192.0.2.1"]));
});
