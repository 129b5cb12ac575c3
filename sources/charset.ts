import { isAscii, isUtf8 } from "node:buffer";
import chardet from "chardet";

export interface Decoded {
  readonly text: string;
  /** The label the bytes were decoded with, as WHATWG names it. */
  readonly charset: string;
}

/** Pages declare their charset early; further down a `<meta>` is more likely text. */
const META_BYTES = 3072;
const SAMPLE_BYTES = 65_536;

/**
 * Decodes a page: byte order mark, then HTTP header, then `<meta>`, then content. A declaration that the bytes
 * contradict is passed over: one they cannot be decoded with, or any but UTF-8 for bytes that are certainly UTF-8.
 * Never fails; bytes that fit nothing become U+FFFD.
 */
export function decodeHtml(body: Buffer, contentType: string | null): Decoded {
  return decode(body, [headerCharset(contentType), metaCharset(body)]);
}

/** As {@link decodeHtml}, without looking for `<meta>`. */
export function decodeText(body: Buffer, contentType: string | null): Decoded {
  return decode(body, [headerCharset(contentType)]);
}

function decode(body: Buffer, labels: readonly (string | null)[]): Decoded {
  const mark = byteOrderMark(body);
  // The decoder of GB18030 leaves the mark in.
  if (mark) return { text: new TextDecoder(mark).decode(body).replace(/^\ufeff/, ""), charset: mark };

  const declared = [...new Set(labels.map(canonical).filter((label) => label !== null))];
  // Servers add ISO-8859-1 to whatever they send; it decodes anything and so says nothing.
  const believed = declared.filter((label) => label !== "windows-1252");
  if (isAscii(body) && !believed.some((label) => /^(utf-16|iso-2022)/.test(label))) {
    return { text: body.toString("latin1"), charset: believed[0] ?? "utf-8" };
  }
  if (certainlyUtf8(body)) return { text: new TextDecoder().decode(body), charset: "utf-8" };
  for (const charset of believed) {
    const text = strictly(body, charset);
    if (text !== null) return { text, charset };
  }
  if (isUtf8(body)) return { text: new TextDecoder().decode(body), charset: "utf-8" };

  const guess = guessCharset(body);
  if (declared.includes("windows-1252") && (guess === null || !EAST_ASIAN.test(guess))) {
    return { text: windows1252(body), charset: "windows-1252" };
  }
  return leastDamaged(body, [...believed, "utf-8", ...(guess ? [guess] : [])]);
}

const EAST_ASIAN = /^(gb|big5|euc|shift|iso-2022|utf)/;

/**
 * Whether bytes are UTF-8 beyond doubt, whatever is declared. GBK or Big5 text passes a strict UTF-8 check only when it
 * is a word or two long: each sequence would have to fit by accident.
 */
function certainlyUtf8(body: Buffer): boolean {
  if (!isUtf8(body)) return false;
  let sequences = 0;
  for (let i = 0; i < body.length && sequences < 8; i += 1) if (body[i]! >= 0xe0) sequences += 1;
  return sequences >= 8;
}

function byteOrderMark(body: Buffer): string | null {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return "utf-8";
  if (body[0] === 0xfe && body[1] === 0xff) return "utf-16be";
  if (body[0] === 0xff && body[1] === 0xfe) return "utf-16le";
  // GB18030 has a mark of its own.
  if (body.length >= 4 && body.readUInt32BE(0) === 0x84319533) return "gb18030";
  return null;
}

function headerCharset(contentType: string | null): string | null {
  return /;\s*charset\s*=\s*["']?\s*([^\s"';]+)/i.exec(contentType?.slice(0, 500) ?? "")?.[1] ?? null;
}

function metaCharset(body: Buffer): string | null {
  const head = body
    .subarray(0, META_BYTES)
    .toString("latin1")
    .replace(/<!--[\s\S]*?-->/g, "");
  const declared =
    /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w:.-]+)/i.exec(head)?.[1] ??
    /^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w:.-]+)/i.exec(head)?.[1];
  // A page that could be read so far is not UTF-16, whatever it says (HTML standard).
  return declared && /^utf-?16/i.test(declared) ? "utf-8" : (declared ?? null);
}

/** The decoder's own name for a label; null for labels it does not know. Every GB charset is part of GB18030. */
function canonical(label: string | null): string | null {
  if (!label) return null;
  const lower = label.toLowerCase();
  if (/^(gb|x-gb|csgb|cp-?936|ms-?936|windows-936|936$|euc-?cn|chinese$)/.test(lower)) return "gb18030";
  if (/^(big-?5|x-x-big5|cn-big5|csbig5|cp-?950|windows-950)/.test(lower)) return "big5";
  try {
    const name = new TextDecoder(lower).encoding;
    return name === "iso-8859-1" || name === "us-ascii" ? "windows-1252" : name;
  } catch {
    return null;
  }
}

function strictly(body: Buffer, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(body);
  } catch {
    return null;
  }
}

/** 0x80 to 0x9f in windows-1252. */
const WINDOWS_1252_HIGH = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/** Node 20 decodes windows-1252 as Latin-1, which turns quotation marks into control characters. */
function windows1252(body: Buffer): string {
  const latin1 = body.toString("latin1");
  return latin1.replace(/[\x80-\x9f]/g, (character) => WINDOWS_1252_HIGH[character.charCodeAt(0) - 0x80]!);
}

function guessCharset(body: Buffer): string | null {
  // The sample begins where the page stops being ASCII, so that a long head does not hide the text.
  const start = Math.max(0, body.findIndex((byte) => byte >= 0x80) - 1);
  return canonical(chardet.detect(body.subarray(start, start + SAMPLE_BYTES)));
}

/**
 * For a page cut in mid-character or with a few broken bytes: the first charset that loses under one character in a
 * hundred, else the one that loses least. Counting alone would favour GB18030, which makes some character of nearly
 * anything.
 */
function leastDamaged(body: Buffer, charsets: readonly string[]): Decoded {
  let best: (Decoded & { damage: number }) | null = null;
  for (const charset of new Set(charsets)) {
    const text = charset === "windows-1252" ? windows1252(body) : new TextDecoder(charset).decode(body);
    const damage = (text.split("\ufffd").length - 1) / text.length;
    if (damage < 0.01) return { text, charset };
    if (!best || damage < best.damage) best = { text, charset, damage };
  }
  return { text: best!.text, charset: best!.charset };
}
