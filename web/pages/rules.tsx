import type { FC } from "hono/jsx";
import type { EventType } from "../../extractors/event.ts";
import type { ScoredRule } from "../../pipeline/scored-rules.ts";
import type { RuleInfo } from "../context.ts";
import { RULE_TEXTS } from "../texts/rules.ts";
import { LANGUAGE_TEXTS, TEXTS, TYPE_TEXTS } from "../texts.ts";
import { Layout, type Visit } from "./layout.tsx";
import { RuleScoreView } from "./rule-score.tsx";

/** The place of those that the present rules do not hold; no type is called so. */
const PAST = "past-rules";

interface RulesPageProps {
  readonly visit: Visit;
  readonly rules: readonly RuleInfo[];
  /** How the events of each were decided, those of rules no longer in use too. */
  readonly scores: readonly ScoredRule[];
}

/** The rules with what they recognise, how their events were decided, and their own examples of both sides of the line. */
export const RulesPage: FC<RulesPageProps> = ({ visit, rules, scores }) => {
  const types = [...new Set(rules.map(({ type }) => type))];
  const past = scores.filter(({ reads }) => reads === null);
  const byRule = new Map(scores.map((score) => [score.rule, score]));
  return (
    <Layout title={TEXTS.nav.rules} visit={visit}>
      <h1>{TEXTS.nav.rules}</h1>
      <p class="soft">{RULE_TEXTS.meaning(rules.length)}</p>
      <p class="soft">{RULE_TEXTS.scores}</p>
      <nav aria-label={RULE_TEXTS.types}>
        <ul class="tabs">
          {types.map((type) => (
            <li>
              <a href={`#${type}`}>
                {TYPE_TEXTS[type as EventType] ?? type} {rules.filter((rule) => rule.type === type).length}
              </a>
            </li>
          ))}
          {past.length > 0 && (
            <li>
              <a href={`#${PAST}`}>
                {RULE_TEXTS.past} {past.length}
              </a>
            </li>
          )}
        </ul>
      </nav>
      {types.map((type) => (
        <section>
          <h2 id={type}>{TYPE_TEXTS[type as EventType] ?? type}</h2>
          <ul class="list">
            {rules
              .filter((rule) => rule.type === type)
              .map((rule) => (
                <Rule rule={rule} score={byRule.get(rule.id)} />
              ))}
          </ul>
        </section>
      ))}
      <PastRules scores={past} />
    </Layout>
  );
};

const PastRules: FC<{ scores: readonly ScoredRule[] }> = ({ scores }) =>
  scores.length === 0 ? null : (
    <section>
      <h2 id={PAST}>{RULE_TEXTS.past}</h2>
      <ul class="list">
        {scores.map((score) => (
          <li id={score.rule}>
            <span class="mono">{score.rule}</span>
            <RuleScoreView score={score} />
          </li>
        ))}
      </ul>
    </section>
  );

const Rule: FC<{ rule: RuleInfo; score: ScoredRule | undefined }> = ({ rule, score }) => (
  <li id={rule.id}>
    <span class="mono">{rule.id}</span>{" "}
    <span class="badge">{LANGUAGE_TEXTS[rule.language as "zh" | "en"] ?? rule.language}</span>
    {rule.claim && <span class="badge">{RULE_TEXTS.claim(rule.claim)}</span>}
    {score?.muted && <span class="badge">{RULE_TEXTS.muted[score.muted]}</span>}
    <p>{rule.reads}</p>
    {score && <RuleScoreView score={score} />}
    <details>
      <summary class="small">{RULE_TEXTS.examples}</summary>
      <ul class="small">
        {rule.finds.map(({ text }) => (
          <li>
            {RULE_TEXTS.finds} <span lang={rule.language}>{text}</span>
          </li>
        ))}
        {rule.skips.map(({ text, because }) => (
          <li>
            {RULE_TEXTS.leaves} <span lang={rule.language}>{text}</span> <span class="soft">({because})</span>
          </li>
        ))}
      </ul>
    </details>
  </li>
);
