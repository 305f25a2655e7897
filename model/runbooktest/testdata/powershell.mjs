// Reads commands as JSON from standard input and says of each what is wrong with it as PowerShell: [{id, text, start, end}] becomes [{id, fault}].
// Where start and end mark a value, it must lie inside one token of text.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const modules = process.argv[2];
const require = createRequire(join(modules, "x.js"));
const { Parser, Language } = require("web-tree-sitter");
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(join(modules, "tree-sitter-powershell", "tree-sitter-powershell.wasm")));

const texts = new Set(["verbatim_string_characters", "expandable_string_literal", "verbatim_here_string_characters", "expandable_here_string_literal"]);

function fault(command) {
  const tree = parser.parse(command.text);
  const broken = firstFault(tree.rootNode);
  if (broken) return `line ${broken.startPosition.row + 1}, column ${broken.startPosition.column + 1}: ${broken.isMissing ? "missing " + broken.type : "cannot be read"}: ${broken.text.slice(0, 60)}`;
  if (command.start === undefined) return "";
  let node = tree.rootNode.descendantForIndex(command.start, Math.max(command.start, command.end - 1));
  while (node && !texts.has(node.type)) node = node.parent;
  if (!node) return "the value is not inside one text";
  const inside = (n) => n.namedChildren.some((c) => c && (c.startIndex < command.end && c.endIndex > command.start || inside(c)));
  return inside(node) ? `the value is more than text: ${node.text}` : "";
}

function firstFault(node) {
  if (!node.hasError) return null;
  if (node.isError || node.isMissing) return node;
  for (const child of node.children) {
    const found = child && firstFault(child);
    if (found) return found;
  }
  return node;
}

const commands = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(commands.map((c) => ({ id: c.id, fault: fault(c) })).filter((r) => r.fault)));
