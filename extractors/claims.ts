import { captured } from "./code-events.ts";
import type { CodedClaim } from "./event.ts";
import type { TextToCode } from "./extract.ts";
import { partiesOf } from "./parties.ts";
import type { Reading } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";

const CLAIMANT_ZH = /([\u4e00-\u9fff·]{2,20}?)(?:称|表示|宣布|说|指出|介绍|透露|承诺)/;
const CLAIMANT_LATIN = /\b(?:according to|said|announced by|pledged by)\s+([A-Z][\w.' -]{2,60})/;

/** A planned, pledged or summed-up engagement: kept with who says so, never as an event. */
export function toClaim(
  match: RuleMatch,
  reading: Reading,
  document: TextToCode,
  kind: CodedClaim["kind"],
): CodedClaim | null {
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
  const evidence = { in: sentence.in, start: Math.max(sentence.start, match.start), end: match.end };
  const from = claimant ? sentence.start + claimant.index + claimant[0].indexOf(claimant[1]!) : 0;
  const by = claimant ? { in: sentence.in, start: from, end: from + claimant[1]!.length } : null;
  return {
    kind,
    type: match.rule.type,
    countries: parties.countries,
    number: number?.number ?? null,
    claimant: by ? captured(document, by) : null,
    evidence,
    quote: captured(document, evidence),
    ruleId: match.rule.id,
  };
}
