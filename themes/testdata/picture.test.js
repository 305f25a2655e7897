// Run by TestScript: node --test themes/testdata/
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { hits, rulesIn } = require("../default/picture.js");

test("a number is a port, alone, in a list and in a range, and not part of an address or another number", () => {
  const rule = "qs-db1.harbour.example Active Directory 10.20.2.443 fd00::443 · tcp/443†, 445, tcp/49152-65535 · 53/udp Name service, since 2024";
  for (const [query, want] of [["", true], ["443", true], ["445", true], ["44", false], ["4430", false], ["50000", true], ["49151", false], ["65535", true], ["53", true],
    ["10", false], ["directory", true], ["Name service 443", true], ["directory 80", false], ["tcp/443", true], ["10.20.2", true]]) {
    assert.equal(hits(rule, query), want, query);
  }
});

test("rules of the index are found by their ids, with the way to their rows", () => {
  const index = { pages: [["site/a.html", "A", 0, 1], ["site/b.html", "B", 0, 1]],
    units: [[0, "", [["", "A"]]], [1, "R1", [["R1", "b to c · tcp/443 · R1"]], 3], [0, "Somebody", [["contact-x", "Somebody · by telephone"]], 2]] };
  const rules = rulesIn(index);
  assert.deepEqual(rules.get("R1"), { path: "site/b.html#R1", title: "B", text: "b to c · tcp/443" });
  assert.equal(rules.get("contact-x").text, "Somebody · by telephone");
  assert.equal(rules.has(""), false);
});
