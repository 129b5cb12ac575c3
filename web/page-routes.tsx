import type { Hono } from "hono";
import type { EventType } from "../extractors/event.ts";
import { scoredRules } from "../pipeline/scored-rules.ts";
import { listChanges } from "../store/changes.ts";
import { listCopies } from "../store/copies.ts";
import { findDocument, listVersions } from "../store/documents.ts";
import { countOpenIssues, listIssues } from "../store/issues.ts";
import { claimsOfDocument, mentionsOfDocument } from "../store/mentions.ts";
import { findOpenRemovals } from "../store/page-changes.ts";
import { listRuns } from "../store/runs.ts";
import { getSnapshot } from "../store/snapshots.ts";
import { type AppOptions, ruleTexts, visitOf } from "./context.ts";
import { DocumentPage } from "./pages/document.tsx";
import { RulesPage } from "./pages/rules.tsx";
import { RunsPage } from "./pages/runs.tsx";

/** Without settings only a rule's own key mutes it. */
const NEVER_MUTE = { mute_below: null, after: 1 };

/** The pages that are only read. */
export function addPageRoutes(app: Hono, options: AppOptions): void {
  const { db } = options;

  app.get("/documents/:id", async (c) => {
    const document = await findDocument(db, c.req.param("id"));
    if (!document) return c.notFound();
    const versions = await listVersions(db, document.canonicalUrl);
    const before = versions.find(({ version }) => version === document.version - 1);
    const canonicalUrls = [document.canonicalUrl];
    return c.html(
      <DocumentPage
        visit={await visitOf(c, options)}
        document={document}
        snapshot={await getSnapshot(db, document.snapshotId)}
        mentions={await mentionsOfDocument(db, document.id)}
        claims={await claimsOfDocument(db, document.id)}
        ruleText={await ruleTexts(options)}
        versions={versions}
        before={before && (await findDocument(db, before.id))}
        copies={await listCopies(db, document)}
        changes={(await listChanges(db, { canonicalUrls }, { limit: 20 })).changes}
        removal={(await findOpenRemovals(db, canonicalUrls)).at(-1)}
      />,
    );
  });

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
