// No value changes the syntax tree of a script: random scripts × hostile values, read by a real parser.
// The first argument is the program `escape_scripts`.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { test } from "node:test";

const { parse } = createRequire(path.join(process.env.QUIRE_BROWSER_MODULES, "package.json"))("acorn");
const program = process.argv[2];
const rounds = 24_000;
const wanted = 5_000;

const named = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** What an attribute's value, or the text of a script in SVG, is to its reader. */
const fromHtml = (text) =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/g, (whole, hex, decimal, name) =>
    name ? (named[name] ?? whole) : String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal)),
  );
const fromUrl = (text) => decodeURIComponent(fromHtml(text));

/** How a browser gets to the script, by the form that `escape_scripts` chose. */
const readers = {
  element: (text) => text,
  attribute: fromHtml,
  unquoted: fromHtml,
  url: fromUrl,
  "unquoted url": fromUrl,
  svg: fromHtml,
  srcdoc: fromHtml,
};

/** What may differ: positions, and the contents of literals. */
const ignored = new Set(["start", "end", "value", "raw", "cooked", "regex", "bigint", "directive"]);

/** The tree and the comments of a script without what a value may change; null if it is not valid. */
function shape(script) {
  const comments = [];
  let tree;
  try {
    tree = parse(script, {
      ecmaVersion: 2024,
      sourceType: "script",
      allowReturnOutsideFunction: true,
      onComment: (isBlock) => comments.push(isBlock),
    });
  } catch (error) {
    assert(error instanceof SyntaxError, error);
    return null;
  }
  const kind = (node) => (node?.type === "Literal" ? { literal: node.regex ? "regexp" : typeof node.value } : node);
  return JSON.stringify([tree, comments], (key, value) => (ignored.has(key) && typeof value !== "object" ? undefined : kind(value)));
}

/** How often a script element ends, or an end tag stops ending it, before its JavaScript is read. */
const marks = (script) => script.match(/<\/script|<!--[^]*<script/gi)?.length ?? 0;

test("values never change the syntax tree of a script", () => {
  const lines = execFileSync(program, [String(rounds)], { maxBuffer: 1 << 30, encoding: "utf8" }).trimEnd().split("\n");
  const failures = [];
  const compared = {};
  for (const line of lines) {
    const { form, outline, hostile, ...texts } = JSON.parse(line);
    const harmless = readers[form](texts.harmless);
    const expected = shape(harmless);
    if (expected === null) continue;
    compared[form] = (compared[form] ?? 0) + 1;
    const attacked = readers[form](texts.attacked);
    if (shape(attacked) !== expected || marks(attacked) !== marks(harmless)) failures.push({ form, outline, hostile, attacked });
  }
  // The shortest says most.
  failures.sort((a, b) => a.outline.length - b.outline.length);
  assert.deepEqual(failures.slice(0, 3), [], `${failures.length} trees differ`);
  for (const form of Object.keys(readers)) assert(compared[form] > wanted / 20, `${form}: ${compared[form]}`);
  const total = Object.values(compared).reduce((a, b) => a + b);
  assert(total >= wanted, `${total} scripts are valid`);
});
