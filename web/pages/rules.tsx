import type { FC } from "hono/jsx";
import type { EventType } from "../../extractors/event.ts";
import type { ScoredRule } from "../../pipeline/scored-rules.ts";
import type { RuleInfo } from "../context.ts";
import { count } from "../labels.ts";
import { LANGUAGE_TEXTS, RULE_TEXTS, TEXTS, TYPE_TEXTS } from "../texts.ts";
import { Layout, type Visit } from "./layout.tsx";
import { RuleScoreView } from "./rule-score.tsx";

interface RulesPageProps {
  readonly visit: Visit;
  readonly rules: readonly RuleInfo[];
  /** How the events of each were decided, those of rules no longer in use too. */
  readonly scores: readonly ScoredRule[];
}

/** The rules with what they recognise, how their events were decided, and their own examples of both sides of the line. */
export const RulesPage: FC<RulesPageProps> = ({ visit, rules, scores }) => (
  <Layout title={TEXTS.nav.rules} visit={visit}>
    <h1>{TEXTS.nav.rules}</h1>
    <p class="soft">
      {count(rules.length, "rule")}. Each is a few lines in the folder config/rules, with sentences it must
      find and sentences it must leave. {RULE_TEXTS.meaning}
    </p>
    {[...new Set(rules.map(({ type }) => type))].map((type) => (
      <section>
        <h2>{TYPE_TEXTS[type as EventType] ?? type}</h2>
        <ul class="list">
          {rules
            .filter((rule) => rule.type === type)
            .map((rule) => (
              <Rule rule={rule} score={scores.find((one) => one.rule === rule.id)} />
            ))}
        </ul>
      </section>
    ))}
    <PastRules scores={scores.filter(({ reads }) => reads === null)} />
  </Layout>
);

const PastRules: FC<{ scores: readonly ScoredRule[] }> = ({ scores }) =>
  scores.length === 0 ? null : (
    <section>
      <h2>{RULE_TEXTS.past}</h2>
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
    {rule.claim && <span class="badge">no event: {rule.claim}</span>}
    {score?.muted && <span class="badge">{RULE_TEXTS.muted[score.muted]}</span>}
    <p>{rule.reads}</p>
    {score && <RuleScoreView score={score} />}
    <details>
      <summary class="small">Examples</summary>
      <ul class="small">
        {rule.finds.map(({ text }) => (
          <li>
            finds: <span lang={rule.language}>{text}</span>
          </li>
        ))}
        {rule.skips.map(({ text, because }) => (
          <li>
            leaves: <span lang={rule.language}>{text}</span> <span class="soft">({because})</span>
          </li>
        ))}
      </ul>
    </details>
  </li>
);
