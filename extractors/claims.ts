import type { CodedClaim } from "./event.ts";
import { partiesOf } from "./parties.ts";
import type { Reading } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";

const CLAIMANT_ZH = /([\u4e00-\u9fff·]{2,20}?)(?:称|表示|宣布|说|指出|介绍|透露|承诺)/;
const CLAIMANT_LATIN = /\b(?:according to|said|announced by|pledged by)\s+([A-Z][\w.' -]{2,60})/;

/** A planned, pledged or summed-up engagement: kept with who says so, never as an event. */
export function toClaim(match: RuleMatch, reading: Reading, reason: string): CodedClaim | null {
  const kind = reason.slice("claim:".length) as CodedClaim["kind"];
  const { sentence } = match;
  const parties = partiesOf(reading, match);
  if (parties.countries.length === 0 && kind === "planned") return null;
  const number = sentence.chunks.find(
    (c) =>
      (c.kind === "people_count" || c.kind === "count") &&
      c.start >= match.start - 40 &&
      c.end <= match.end + 40,
  );
  const claimant = (reading.language === "zh" ? CLAIMANT_ZH : CLAIMANT_LATIN).exec(sentence.text);
  const start = Math.max(sentence.start, match.start);
  return {
    kind,
    type: match.rule.type,
    countries: parties.countries,
    number: number?.number ?? null,
    claimant: claimant?.[1] ?? null,
    evidence: { in: sentence.in, start, end: match.end },
    quote: sentence.text.slice(start - sentence.start, match.end - sentence.start),
    ruleId: match.rule.id,
  };
}
