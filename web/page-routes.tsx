import type { Hono } from "hono";
import type { EventType } from "../extractors/event.ts";
import { scoredRules } from "../pipeline/scored-rules.ts";
import { countOpenIssues, listIssues } from "../store/issues.ts";
import { listRuns } from "../store/runs.ts";
import { type AppOptions, visitOf } from "./context.ts";
import { RulesPage } from "./pages/rules.tsx";
import { RunsPage } from "./pages/runs.tsx";

/** Without settings only a rule's own key mutes it. */
const NEVER_MUTE = { mute_below: null, after: 1 };

/** The pages that are only read. */
export function addPageRoutes(app: Hono, options: AppOptions): void {
  const { db } = options;

  app.get("/rules", async (c) => {
    const rules = (await options.rules) ?? [];
    const known = rules.map((rule) => ({
      ...rule,
      type: rule.type as EventType,
      muted: rule.muted === true,
    }));
    const scores = await scoredRules(db, known, options.settings?.rules ?? NEVER_MUTE);
    return c.html(<RulesPage visit={await visitOf(c, options)} rules={rules} scores={scores} />);
  });

  app.get("/runs", async (c) =>
    c.html(
      <RunsPage
        visit={await visitOf(c, options)}
        runs={await listRuns(db, 30)}
        issues={await listIssues(db, { open: true, limit: 200 })}
        open={await countOpenIssues(db)}
      />,
    ),
  );
}
