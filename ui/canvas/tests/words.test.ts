/** Every sentence a person reads is in the table: none is left in the canvas's own source. */
import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { expect, test } from "vitest";
import { TABLE } from "../src/sentences/table";

const SOURCE = new URL("../src/", import.meta.url);

/** What a person sees or hears of these is their text. */
const SHOWN = new Set(["title", "aria-label", "placeholder", "alt", "label", "help", "hint", "problem", "summary"]);

/** Shown as it stands in every language: names, keys, Python, and what one types. */
const SAME_EVERYWHERE = new Set([
  "nnblocks",
  "print(net)",
  "net(X)",
  "dtype",
  "auto",
  "None",
  "Enter",
  "Shift+Enter",
  "Ctrl+Enter",
  "Ctrl+Z",
  "Tab",
  "Esc",
  "linear 64 > relu",
  "conv1: conv 64 3 > add < x",
  "conv 64 3 stride=2 > bn",
  "join: cat < skip _",
  "channels=64, stride=1",
  "nn.ReLU(), …",
  "width=64, …",
  "Sequential",
  "Parallel",
  "Repeat",
  "Graph",
]);

/** Code that is read by no person: what is thrown or logged, selectors, and Python's own words. */
const FOR_MACHINES = [
  / nopan\b|^(card|far) |^\{\} 1fr auto |^(Ctrl|Shift|Alt)\+/, // classes, widths and keys
  /^[.[#]|^(input|button|textarea), /, // selectors
  /^False None True and |^nonlocal not or /, // Python's keywords
  /^class MyLayer\(nn\.Module\):/, // the class that a new one starts as
  /^x \+ f\(x\)$|^f, g, …$|^f → g$|^add · cat$|^× n$|^[+×] (add|mul)$/, // formulas
  /^my $|^var\(--st-|^no news$/, // prefixes, a colour, a mark in the traffic
  /^[A-Z] {2}[A-Z]|^\S+ {2}\S+$|^Alt\+↑/, // keys beside each other
];

interface Found {
  file: string;
  line: number;
  text: string;
}

function isThrown(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isNewExpression(parent)) return parent.expression.getText() === "Error";
  return ts.isCallExpression(parent) && parent.expression.getText().startsWith("console.");
}

/** What a text is the value of: the attribute or property, or an element it stands in. */
function place(node: ts.Node): string | null {
  let { parent } = node;
  while (ts.isConditionalExpression(parent) || ts.isBinaryExpression(parent) || ts.isParenthesizedExpression(parent)) {
    if (ts.isBinaryExpression(parent) && /^[!=]==$/.test(parent.operatorToken.getText())) return null;
    parent = parent.parent;
  }
  if (ts.isJsxExpression(parent)) parent = parent.parent;
  if (ts.isJsxElement(parent) || ts.isJsxFragment(parent)) return "element";
  if (ts.isJsxAttribute(parent) || ts.isPropertyAssignment(parent)) return parent.name.getText();
  return null;
}

/** The letters of a text without what is filled in. */
function words(node: ts.Node): string | null {
  if (ts.isJsxText(node)) return node.text.trim();
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join("{}");
}

/** A sentence has words between blanks; what is shown is one without them too. */
function isSentence(node: ts.Node, text: string): boolean {
  if (!/\p{L}{2}/u.test(text) || SAME_EVERYWHERE.has(text)) return false;
  const where = place(node);
  if (where === "className" || where === "transform" || where === "d") return false;
  if (FOR_MACHINES.some((pattern) => pattern.test(text))) return false;
  return SHOWN.has(where ?? "") || ts.isJsxText(node) || /\p{L}{2,}[,:;.]? +\p{L}/u.test(text);
}

function sentencesOf(file: string): Found[] {
  const text = readFileSync(new URL(file, SOURCE), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    const said = words(node);
    if (said !== null && !isThrown(node) && isSentence(node, said))
      found.push({ file, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, text: said });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const FILES = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));

test.each(FILES.filter((file) => !file.startsWith("sentences")))(
  "no sentence of %s stands outside the table",
  (file) => {
    expect(sentencesOf(file)).toEqual([]);
  },
);

test("an ellipsis touches its word", () => {
  expect(Object.values(TABLE).filter((text) => / …/.test(text))).toEqual([]);
});
