import type { FC } from "hono/jsx";
import type { EventType } from "../../extractors/event.ts";
import type { RuleInfo } from "../context.ts";
import { count } from "../labels.ts";
import { LANGUAGE_TEXTS, TEXTS, TYPE_TEXTS } from "../texts.ts";
import { Layout, type Visit } from "./layout.tsx";

/** The rules with what they recognise, and their own examples of both sides of the line. */
export const RulesPage: FC<{ visit: Visit; rules: readonly RuleInfo[] }> = ({ visit, rules }) => (
  <Layout title={TEXTS.nav.rules} visit={visit}>
    <h1>{TEXTS.nav.rules}</h1>
    <p class="soft">
      {count(rules.length, "rule")}. Each is a few lines in the folder config/rules, with sentences it must
      find and sentences it must leave.
    </p>
    {[...new Set(rules.map(({ type }) => type))].map((type) => (
      <section>
        <h2>{TYPE_TEXTS[type as EventType] ?? type}</h2>
        <ul class="list">
          {rules
            .filter((rule) => rule.type === type)
            .map((rule) => (
              <Rule rule={rule} />
            ))}
        </ul>
      </section>
    ))}
  </Layout>
);

const Rule: FC<{ rule: RuleInfo }> = ({ rule }) => (
  <li id={rule.id}>
    <span class="mono">{rule.id}</span>{" "}
    <span class="badge">{LANGUAGE_TEXTS[rule.language as "zh" | "en"] ?? rule.language}</span>
    {rule.claim && <span class="badge">no event: {rule.claim}</span>}
    <p>{rule.reads}</p>
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
