import type { Hono } from "hono";
import { readLedger } from "../pipeline/backfill/ledger.ts";
import { type AppOptions, visitOf } from "./context.ts";
import { CoveragePage } from "./pages/coverage.tsx";

/** Which past years were searched: `/coverage` for people, `/api/coverage` for programs. */
export function addCoverageRoutes(app: Hono, options: AppOptions): void {
  const { db, sources = [] } = options;

  app.get("/coverage", async (c) =>
    c.html(<CoveragePage visit={await visitOf(c, options)} rows={await readLedger(db)} sources={sources} />),
  );

  app.get("/api/coverage", async (c) => c.json(await readLedger(db)));
}
