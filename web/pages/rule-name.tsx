import type { FC } from "hono/jsx";

/** What a rule recognises, by its id. */
export type RuleText = (id: string) => string | undefined;

/** A rule by its id, with the line that says what it recognises. */
export const RuleName: FC<{ id: string; ruleText: RuleText }> = ({ id, ruleText }) => (
  <>
    <a class="mono" href={`/rules#${id}`}>
      {id}
    </a>
    {ruleText(id) && `: ${ruleText(id)}`}
  </>
);
