import type { CodedClaim, CodedMention, Extraction, Span } from "./event.ts";

/** An item of a news bulletin: its headline and body, with their places in the whole text. */
export interface BulletinItem {
  readonly headline: string;
  readonly headlineStart: number;
  readonly text: string;
  readonly textStart: number;
}

const HEADLINE = /^[^。！？；!?;]{6,40}$/;
const SENTENCE = /[。！？；”"]$/;

/**
 * The items of a bulletin such as 国内联播快讯 (news in brief): short lines without a closing mark, each followed by
 * sentences. Items have nothing to do with each other, so countries, dates and people must not carry over. Null when
 * the text has fewer than three such items.
 */
export function splitBulletin(text: string): BulletinItem[] | null {
  const lines: { text: string; start: number }[] = [];
  let at = 0;
  for (const line of text.split("\n")) {
    lines.push({ text: line, start: at });
    at += line.length + 1;
  }
  const heads = lines.flatMap((line, i) => {
    const next = lines[i + 1];
    return HEADLINE.test(line.text.trim()) && next && SENTENCE.test(next.text.trim()) && next.text.length > 30
      ? [i]
      : [];
  });
  if (heads.length < 3) return null;
  return heads.map((head, n) => {
    const end = heads[n + 1] ?? lines.length;
    const first = lines[head + 1]!;
    const last = lines[end - 1]!;
    return {
      headline: lines[head]!.text,
      headlineStart: lines[head]!.start,
      text: text.slice(first.start, last.start + last.text.length),
      textStart: first.start,
    };
  });
}

/**
 * The items of a page that lists headlines and nothing else: each line is one, and has no text of its own. Null when a
 * line ends like a sentence or goes on to the next.
 */
export function splitHeadlines(text: string): BulletinItem[] | null {
  const items: BulletinItem[] = [];
  let at = 0;
  for (const line of text.split("\n")) {
    const headline = line.trim();
    if (headline !== "") {
      if (!LISTED_HEADLINE.test(headline)) return null;
      const start = at + line.indexOf(headline);
      items.push({ headline: "", headlineStart: start, text: headline, textStart: start });
    }
    at += line.length + 1;
  }
  return items.length > 1 ? items : null;
}

const LISTED_HEADLINE = /^[^。；;]{5,44}[^。；;，,：:、]$/;

/** Moves the spans of an item's extraction to their places in the whole text. */
export function placeInBulletin(extraction: Extraction, item: BulletinItem): Extraction {
  const move = (span: Span): Span => {
    const by = span.in === "title" ? item.headlineStart : item.textStart;
    return { in: "text", start: span.start + by, end: span.end + by };
  };
  const mention = (m: CodedMention): CodedMention => ({
    ...m,
    evidence: move(m.evidence),
    fieldSpans: Object.fromEntries(
      Object.entries(m.fieldSpans).map(([key, spans]) => [key, spans.map(move)]),
    ),
  });
  const claim = (c: CodedClaim): CodedClaim => ({ ...c, evidence: move(c.evidence) });
  return { mentions: extraction.mentions.map(mention), claims: extraction.claims.map(claim) };
}
