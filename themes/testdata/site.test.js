// Run by TestScript: node --test themes/testdata/
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { inflate, compare, matches } = require("../default/site.js");

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

test("what a script left is inflated, or taken as it is from an earlier version", async () => {
  const index = { pages: [["a.html", "Åland · ☑"]], units: [] }, deflated = require("node:zlib").deflateSync(JSON.stringify(index)).toString("base64");
  assert.deepEqual(await inflate({ deflated }), index);
  assert.equal(await inflate(index), index);
  assert.equal(await inflate(undefined), undefined);
  await assert.rejects(inflate({ deflated: deflated.slice(8) }));
});
