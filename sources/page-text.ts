/** The part of a parsed tree that text is read from: elements, text, and what is neither. */
export interface TextNode {
  readonly type: string;
  readonly name?: string;
  readonly data?: string;
  readonly attribs?: Readonly<Record<string, string>>;
  readonly children?: readonly TextNode[];
}

const UNSEEN = new Set(
  "script style noscript template iframe object embed svg select head button video audio canvas".split(" "),
);
const INLINE = new Set(
  `a abbr acronym b bdi bdo big cite code data del em font i img input ins kbd label mark nobr q rb ruby s samp small
  span st1:chsdate o:p strike strong sub sup time tt u var wbr`.split(/\s+/),
);
const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden/i;
/** Zero-width characters, direction marks, soft hyphens: people do not see them, and they would hide names. */
const SHOWS_NOTHING = /\u200b|\u200c|\u200d|\u200e|\u200f|\u2060|\ufeff|\u00ad|\0/g;
/** A line end of the source between two Chinese characters, which browsers show as nothing. */
const BROKEN_LINE =
  /(?<=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef])[ \t]*[\r\n][ \t\r\n]*(?=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef])/g;

/**
 * The text a person sees in these nodes, one string a paragraph. Block elements and `<br>` end a paragraph; scripts,
 * forms' choices and hidden elements are left out. Walks with a stack of its own, so depth costs no call stack.
 */
export function readParagraphs(nodes: readonly TextNode[]): string[] {
  const paragraphs: string[] = [];
  let parts: string[] = [];
  const end = () => {
    const paragraph = cleanText(parts.join(""));
    if (paragraph) paragraphs.push(paragraph);
    parts = [];
  };
  const stack: (TextNode | "end")[] = nodes.toReversed();
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node === "end") {
      end();
    } else if (node.type === "text") {
      parts.push(node.data ?? "");
    } else if (node.children && isSeen(node)) {
      if (node.name !== undefined && !INLINE.has(node.name)) {
        end();
        stack.push("end");
      }
      for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i]!);
    }
  }
  end();
  return paragraphs;
}

/**
 * One paragraph as captured: trimmed, without the indent of two ideographic spaces, runs of spaces (also no-break)
 * made one, line ends of the source between Chinese characters gone, characters that show nothing gone.
 */
export function cleanText(text: string): string {
  return text
    .replace(SHOWS_NOTHING, "")
    .replace(BROKEN_LINE, "")
    .replace(/[ \t\r\n\f\v\u00a0]+/g, " ")
    .trim();
}

function isSeen({ name, attribs }: TextNode): boolean {
  if (name && UNSEEN.has(name)) return false;
  if (!attribs) return true;
  return !("hidden" in attribs) && !HIDDEN.test((attribs.style ?? "").slice(0, 500));
}
