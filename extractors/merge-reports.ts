import type { LinkableMention } from "./link-mention.ts";

/** A mention as merging weighs it. */
export interface WeighedMention {
  readonly mention: LinkableMention;
  /** Its page corrects an earlier report. */
  readonly corrects: boolean;
  /** It reports the event itself and does not merely recall it. */
  readonly own: boolean;
  /** A government publishes its page. */
  readonly official: boolean;
  /** The number of the text it stands in: copies of one text, however cut, share one. */
  readonly text: number;
}

const CORRECTION = /更正|勘误|勘誤|\bcorrection\b|\bcorrected\b/i;
const GOVERNMENT =
  /(^|\.)(gov|gouv|gob|go)(\.[a-z]{2})?$|(^|\.)(fmprc|china-?embassy|chinese-?embassy|china-?consulate)\b/i;

/**
 * The mentions of an event, most trusted first: corrections, the event's own reports before recollections, governments,
 * the earlier report. The order of `mentions` does not matter.
 */
export function weighMentions(mentions: readonly LinkableMention[]): WeighedMention[] {
  const texts = textNumbers(mentions);
  const weighed = mentions.map((mention, at) => ({
    mention,
    corrects: CORRECTION.test(mention.title),
    own: mention.coding.background !== true,
    official: isOfficial(mention),
    text: texts[at]!,
  }));
  const ranks: readonly ((one: WeighedMention) => boolean)[] = [
    (one) => one.corrects,
    (one) => one.own,
    (one) => one.official,
  ];
  return weighed.sort((a, b) => {
    for (const has of ranks) if (has(a) !== has(b)) return has(a) ? -1 : 1;
    const [x, y] = [a.mention.published ?? "9999", b.mention.published ?? "9999"];
    if (x !== y) return x < y ? -1 : 1;
    return a.mention.id < b.mention.id ? -1 : 1;
  });
}

function isOfficial(mention: LinkableMention): boolean {
  if (mention.official !== undefined) return mention.official;
  const host = mention.canonicalUrl.replace(/^[a-z]+:\/\//i, "").split(/[/:?#]/)[0] ?? "";
  return GOVERNMENT.test(host);
}

/** For each mention the place of the first one that stands in the same text: one document, its twins and its copies. */
function textNumbers(mentions: readonly LinkableMention[]): number[] {
  const first = mentions.map((_, at) => at);
  const root = (at: number): number => {
    let top = at;
    while (first[top] !== top) top = first[top]!;
    return top;
  };
  const seen = new Map<string, number>();
  for (const [at, mention] of mentions.entries()) {
    for (const key of textKeys(mention)) {
      const known = seen.get(key);
      if (known === undefined) seen.set(key, at);
      else {
        const [a, b] = [root(known), root(at)];
        first[Math.max(a, b)] = Math.min(a, b);
      }
    }
  }
  return mentions.map((_, at) => root(at));
}

function textKeys({
  documentId,
  contentSha256,
  documentNumber,
  canonicalUrl,
  copies = [],
}: LinkableMention): string[] {
  return [
    ...[documentId, ...copies].map((id) => `document ${id}`),
    `address ${canonicalUrl}`,
    ...(contentSha256 === "" ? [] : [`text ${contentSha256}`]),
    ...(documentNumber === null ? [] : [`number ${documentNumber}`]),
  ];
}
