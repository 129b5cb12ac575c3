import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

/** One letter alone is a key. */
const LETTERS = /\p{L}{2}/u;
/** Two words, or one that begins a sentence. */
const SENTENCE = /\p{L}{2,}[ ,;:]+\p{L}{2,}|^\p{Lu}\p{Ll}+/u;
/** Types of content, names of headers, conditions of style, markup, addresses. */
const OF_THE_MACHINE = /^[a-z]+\/[a-z+]+;|^inline;|^[A-Z][a-z]+(-[A-Z][a-z]+)+$|^\(|^<|^\//;
const JOINS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);
/** Attributes whose value a reader sees or hears. */
const SPOKEN = new Set([
  "title",
  "aria-label",
  "aria-description",
  "placeholder",
  "alt",
  "label",
  "text",
  "content",
]);
/** Attributes that hold names of the machine. */
const MACHINE = new Set([
  "class",
  "media",
  "style",
  "srcset",
  "href",
  "action",
  "rel",
  "content",
  "type",
  "lang",
  "sandbox",
]);

const FILES = readdirSync("web", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".tsx"))
  .map((file) => join("web", file))
  .sort();

/** Words of a file that a reader would see and that do not come from `web/texts/`. */
function wordsIn(name: string, source: string): string[] {
  const found: string[] = [];
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const note = (node: ts.Node, text: string) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    found.push(`${name}:${line + 1}: ${text.trim().slice(0, 60)}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isJsxText(node) && LETTERS.test(node.text)) note(node, node.text);
    if (ts.isStringLiteralLike(node) && isWord(node, node.text)) note(node, node.text);
    if (ts.isTemplateExpression(node)) {
      const text = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(" ");
      if (isWord(node, text)) note(node, text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Whether a string is for readers: by the attribute it is the value of, by standing among the text, or by being a sentence. */
function isWord(node: ts.Node, text: string): boolean {
  if (!LETTERS.test(text)) return false;
  const attribute = attributeOf(node);
  if (attribute !== undefined && SPOKEN.has(attribute) && !MACHINE.has(attribute)) return true;
  if (attribute !== undefined && MACHINE.has(attribute)) return false;
  if (attribute === undefined && standsInText(node)) return true;
  return SENTENCE.test(text) && !OF_THE_MACHINE.test(text);
}

/** Whether the node is what an expression among the text of an element gives. */
function standsInText(node: ts.Node): boolean {
  let at = node;
  while (
    ts.isParenthesizedExpression(at.parent) ||
    (ts.isConditionalExpression(at.parent) && at.parent.condition !== at) ||
    (ts.isBinaryExpression(at.parent) && at.parent.right === at && JOINS.has(at.parent.operatorToken.kind))
  )
    at = at.parent;
  return ts.isJsxExpression(at.parent) && !ts.isJsxAttribute(at.parent.parent);
}

/** The attribute of which the node is the whole value, or a branch of it. */
function attributeOf(node: ts.Node): string | undefined {
  let at = node.parent;
  while (
    ts.isConditionalExpression(at) ||
    ts.isParenthesizedExpression(at) ||
    ts.isTemplateSpan(at) ||
    ts.isTemplateExpression(at)
  )
    at = at.parent;
  if (ts.isJsxExpression(at)) at = at.parent;
  return ts.isJsxAttribute(at) ? at.name.getText() : undefined;
}

it("finds words that a page says by itself", () => {
  const page = `
    const PLACES = [["/", "All that waits"]];
    export const Page: FC = () => (
      <p class="soft small" title="Spoken" lang="zh">
        Written {count(3, "event")} {kind === "new" ? "fresh" : name} {"xy"} · {\`\${n} of them all\`}
        <input placeholder={wide ? "wide" : ""} aria-label={TEXTS.name} name="q" type="search" />
        <a href={\`/events/\${id} or so\`}>{TEXTS.name}</a>
      </p>
    );`;
  expect(wordsIn("page.tsx", page).map((line) => line.split(": ").slice(1).join(": "))).toEqual([
    "All that waits",
    "Spoken",
    "Written",
    "fresh",
    "xy",
    "of them all",
    "wide",
  ]);
});

it.each(FILES)("%s has its words from web/texts", (file) => {
  expect(wordsIn(file, readFileSync(file, "utf8"))).toEqual([]);
});
