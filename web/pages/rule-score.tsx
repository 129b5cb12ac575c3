import type { FC } from "hono/jsx";
import { percentOf, rangeOf, type ScoredRule } from "../../pipeline/scored-rules.ts";
import { RULE_TEXTS } from "../texts/rules.ts";
import { FIELD_TEXTS, type FieldName, REJECT_REASONS } from "../texts.ts";
import { Scroll } from "./scroll.tsx";

/** The columns that hold numbers. */
const NUMBERS: ReadonlySet<number> = new Set([1, 2, 4, 6, 7]);

/** How reviewers decided the events of a rule: a line, and a table by year where there are several. */
export const RuleScoreView: FC<{ score: ScoredRule }> = ({ score }) => {
  if (score.decided === 0) return null;
  return (
    <Scroll label={RULE_TEXTS.score(score.rule)}>
      <table class="wide small">
        <thead>
          <tr>
            {RULE_TEXTS.columns.map((column, at) => (
              <th scope="col" {...(NUMBERS.has(at) ? { class: "number" } : {})}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {score.years.length > 1 &&
            score.years.map((year) => <Row name={year.year} tally={year} fields="" reasons="" />)}
          <Row
            name={score.years.length > 1 ? RULE_TEXTS.all : score.years[0]!.year}
            tally={score}
            fields={inWords(score.correctedFields, (field) => FIELD_TEXTS[field as FieldName] ?? field)}
            reasons={inWords(score.reasons, reasonText)}
          />
        </tbody>
      </table>
    </Scroll>
  );
};

const Row: FC<{ name: string; tally: Parameters<typeof rangeOf>[0]; fields: string; reasons: string }> = ({
  name,
  tally,
  fields,
  reasons,
}) => (
  <tr>
    <th scope="row">{name}</th>
    <td class="number">{tally.accepted}</td>
    <td class="number">{tally.corrected}</td>
    <td>{fields}</td>
    <td class="number">{tally.rejected}</td>
    <td>{reasons}</td>
    <td class="number">{percentOf(tally.precision)}</td>
    <td class="number">{rangeOf(tally)}</td>
  </tr>
);

function inWords(counts: Readonly<Record<string, number>>, text: (name: string) => string): string {
  return Object.entries(counts)
    .map(([name, number]) => `${text(name)} ${number}`)
    .join("; ");
}

function reasonText(reason: string): string {
  return REJECT_REASONS.find(([code]) => code === reason)?.[0] ?? RULE_TEXTS.reasons[reason] ?? reason;
}
