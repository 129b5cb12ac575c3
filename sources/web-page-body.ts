import { readParagraphs, type TextNode } from "./page-text.ts";

const CONTAINERS = new Set([
  "article",
  "main",
  "section",
  "div",
  "td",
  "body",
  "center",
  "blockquote",
  "form",
  "span",
  "font",
]);
const PARAGRAPHS = new Set(["p", "blockquote", "pre", "li", "dd", "h2", "h3", "h4", "figure", "figcaption"]);
/** Parts of a page that are never its text. */
const FURNITURE = new Set([
  "nav",
  "footer",
  "header",
  "aside",
  "script",
  "style",
  "noscript",
  "template",
  "select",
  "button",
]);
const BLOCKS = new Set(["table", "tbody", "tr", "ul", "ol", "dl", ...CONTAINERS, ...PARAGRAPHS]);
/** A block whose text is mostly links is a menu or a list of related pages. */
const MAX_LINK_SHARE = 0.5;

interface Measure {
  node: TextNode;
  /** Characters, and those of them inside links. */
  text: number;
  linked: number;
  /** Characters of paragraphs that are direct children, and of bare text. */
  own: number;
  /** Whether it holds blocks itself; a `div` that holds none is a paragraph of its parent. */
  blocks: boolean;
}

/**
 * The paragraphs of the element that holds most of the text of a page as its own paragraphs, menus and lists of links
 * left out; empty when no element holds any.
 */
export function findDensestBlock(root: TextNode): string[] {
  let best: Measure | null = null;
  const measures = new Map<TextNode, Measure>();
  // Children before parents: the order in which nodes are met, read backwards.
  for (const { node, parent } of inOrder(root).toReversed()) {
    const measure = measureOf(measures, node);
    if (node.type === "text") measure.text = measure.own = (node.data ?? "").replace(/\s+/g, "").length;
    if (node.name === "a") measure.linked = measure.text;
    if (!FURNITURE.has(node.name ?? "") && parent) addTo(measureOf(measures, parent), measure);
    if (node.name && CONTAINERS.has(node.name) && measure.own >= (best?.own ?? 1)) best = measure;
  }
  if (!best) return readParagraphs([root]);
  const kept = (best.node.children ?? []).filter((child) => {
    const measure = measures.get(child);
    if (child.name && FURNITURE.has(child.name)) return false;
    return (
      !measure || !child.name || !BLOCKS.has(child.name) || measure.linked <= measure.text * MAX_LINK_SHARE
    );
  });
  return readParagraphs([{ ...best.node, children: kept }]);
}

function addTo(parent: Measure, child: Measure): void {
  parent.text += child.text;
  parent.linked += child.linked;
  const { name } = child.node;
  // Lines ended by <br> make the element that holds them a text of its own, not a paragraph of its parent.
  if (name === "br") parent.blocks = true;
  const plain = child.text - child.linked;
  if (name && BLOCKS.has(name)) {
    parent.blocks = true;
    const isParagraph = PARAGRAPHS.has(name) || !child.blocks;
    if (isParagraph && child.linked <= child.text * MAX_LINK_SHARE) parent.own += plain;
  } else {
    parent.blocks ||= child.blocks;
    parent.own += plain;
  }
}

function measureOf(measures: Map<TextNode, Measure>, node: TextNode): Measure {
  let measure = measures.get(node);
  if (!measure) {
    measure = { node, text: 0, linked: 0, own: 0, blocks: false };
    measures.set(node, measure);
  }
  return measure;
}

function inOrder(root: TextNode): { node: TextNode; parent: TextNode | null }[] {
  const met: { node: TextNode; parent: TextNode | null }[] = [];
  const stack: { node: TextNode; parent: TextNode | null }[] = [{ node: root, parent: null }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    met.push(next);
    for (const child of next.node.children ?? []) {
      if (child.type !== "comment" && child.type !== "directive")
        stack.push({ node: child, parent: next.node });
    }
  }
  return met;
}
