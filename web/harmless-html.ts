import { SourceError } from "../sources/errors.ts";
import { readPage } from "../sources/page.ts";

/** A node of the parsed page, as far as it is looked at here. */
interface Node {
  readonly type: string;
  readonly name?: string;
  readonly data?: string;
  readonly attribs?: Readonly<Record<string, string>>;
  readonly children?: readonly Node[];
}

/** Longer pages take too long to parse while others wait. */
const MOST_CHARACTERS = 1_500_000;

/** What goes with all that is in it: it runs, loads, leads away, asks for input, or is read by other rules than the rest. */
const DROPPED =
  words(`applet area audio base canvas datalist embed frame frameset iframe input link map math meta noembed
  noframes object option param plaintext portal script select svg template textarea video xmp`);
/** What a page looks like is made of these; of any other element only what is in it stays. */
const KEPT =
  words(`a abbr address article aside b big blockquote body br caption center cite code col colgroup dd del details
  dfn dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 head header hr html i img ins kbd li main mark menu nav
  ol p pre q rp rt ruby s samp section small span strike strong style sub summary sup table tbody td tfoot th thead time
  title tr tt u ul var wbr`);
const VOID = words("br col hr img wbr");
const ATTRIBUTES =
  words(`align alt bgcolor border cellpadding cellspacing class clear color colspan datetime dir face height id
  lang nowrap rowspan size span start style title type valign value width`);
const PICTURE = /^data:image\/(png|jpeg|gif|webp|avif|bmp);base64,[A-Za-z0-9+/=\s]*$/i;
/** A link that leads nowhere still looks like one; the styles of the page come after this. */
const OWN_STYLE = "<style>a{color:#14507e;text-decoration:underline}</style>";

/**
 * A captured page as it may be shown in a frame: its text, order and own inline style, and pictures that are part of it. Nothing
 * in it can run, load, be sent or lead anywhere; a link says in its title where it led. Built anew from known elements and
 * attributes, so what is not known is not there. Null for a page that is too long or too deep to be shown.
 */
export function harmlessHtml(html: string, url: string): string | null {
  if (html.length > MOST_CHARACTERS) return null;
  try {
    return write(
      (readPage(html, url).root.toArray() as unknown as Node[]).flatMap(({ children = [] }) => children),
    );
  } catch (error) {
    if (error instanceof SourceError) return null;
    throw error;
  }
}

/** Walks with a stack of its own, so that depth costs no call stack. */
function write(roots: readonly Node[]): string {
  const out: string[] = [OWN_STYLE];
  const left: (Node | string)[] = roots.toReversed();
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (typeof next === "string") out.push(next);
    else if (next.type === "text") out.push(escaped(next.data ?? ""));
    else if (next.type === "directive" && /^!doctype/i.test(next.data ?? "")) out.unshift("<!DOCTYPE html>");
    else if (next.name !== undefined && !DROPPED.has(next.name)) open(next, out, left);
  }
  return out.join("");
}

function open(node: Node, out: string[], left: (Node | string)[]): void {
  const { name = "", children = [] } = node;
  if (name === "style") {
    out.push(`<style>${harmlessStyle(children.map(({ data = "" }) => data).join(""))}</style>`);
    return;
  }
  if (KEPT.has(name)) {
    out.push(`<${name}${attributesOf(node)}>`);
    if (VOID.has(name)) return;
    left.push(`</${name}>`);
  }
  for (let i = children.length - 1; i >= 0; i -= 1) left.push(children[i]!);
}

function attributesOf({ name, attribs = {} }: Node): string {
  const kept = Object.entries(attribs).filter(([key]) => ATTRIBUTES.has(key) && key !== "title");
  if (name === "img" && PICTURE.test(attribs.src ?? "")) kept.push(["src", attribs.src!]);
  const title = [attribs.title, name === "a" ? attribs.href?.slice(0, 500) : undefined]
    .filter(Boolean)
    .join(" → ");
  if (title) kept.push(["title", title]);
  return kept
    .map(([key, value]) => ` ${key}="${escaped(key === "style" ? harmlessStyle(value) : value)}"`)
    .join("");
}

/**
 * A style that names nothing outside, so that a browser does not even try what the policy refuses. Escapes are taken away with
 * their sign: no word can hide behind one. Without "<" nothing in it can end it early.
 */
function harmlessStyle(style: string): string {
  return style
    .replace(/<!--|-->/g, "")
    .replace(/[\\<]/g, "")
    .replace(/@import/gi, "@none")
    .replace(/\b(image-set|image|src)\s*\(/gi, "none(")
    .replace(/url\s*\(\s*(["']?)(?!data:image\/)/gi, "none($1");
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
