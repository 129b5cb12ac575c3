import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { openAccounts } from "./accounts.ts";
import { addApi } from "./api.ts";
import { addArchived } from "./archived-routes.tsx";
import { addAssets } from "./assets.ts";
import { addChangeRoutes } from "./change-routes.tsx";
import type { AppOptions } from "./context.ts";
import { addCorrectionRoutes } from "./correction-routes.ts";
import { addCoverageRoutes } from "./coverage-routes.tsx";
import { addDashboardRoutes } from "./dashboard-routes.tsx";
import { addDocumentApi } from "./document-api.ts";
import { addDocumentRoutes } from "./document-routes.tsx";
import { addErrorAnswers, fail } from "./errors.tsx";
import { addFeeds } from "./feeds.ts";
import { headers, jsonBodyOnly, loopbackHostOnly, sameOriginOnly } from "./guard.ts";
import { addHealth } from "./health.ts";
import { addMetrics } from "./metrics.ts";
import { addPageRoutes } from "./page-routes.tsx";
import { addQueueRoutes } from "./queue-routes.tsx";
import { addReliabilityRoutes } from "./reliability-routes.tsx";
import { addReviewRoutes } from "./review-routes.tsx";
import { addSearchRoutes } from "./search-routes.tsx";
import { signedInOnly, signInWith } from "./sign-in.ts";
import { addSignIn } from "./sign-in-routes.tsx";
import { addSourceRoutes } from "./source-routes.tsx";
import { ERROR_TEXTS } from "./texts/errors.ts";
import { addTheme } from "./theme.ts";

export type { AppOptions } from "./context.ts";

/** A decision with every field filled and a long note is a few thousand bytes. */
const MOST_BYTES = 256 * 1024;

/**
 * The review application without a port: `app.request(…)` answers as the server would. Throws `ConfigError` when the password
 * file cannot be read.
 */
export function createApp(options: AppOptions): Hono {
  const app = new Hono();
  const { dataDir, password, loopback = true, behindProxy = false } = options;
  const accounts = openAccounts({ dataDir, password, always: !loopback || behindProxy });
  const trySignIn = signInWith(options, accounts);
  addErrorAnswers(app, options);
  app.use(headers());
  if (loopback && !behindProxy) app.use(loopbackHostOnly());
  addHealth(app, options);
  app.use(async (c, next) => {
    await next();
    // What waits changes with each decision: going back in the browser must not show the old list.
    if (!c.req.path.startsWith("/assets/")) c.header("Cache-Control", "no-store");
  });
  app.use(
    bodyLimit({
      maxSize: MOST_BYTES,
      onError: (c) => fail(c, options, 413, { message: ERROR_TEXTS.largest(MOST_BYTES) }),
    }),
  );
  app.use("/api/*", jsonBodyOnly());
  app.use(sameOriginOnly(options));
  addAssets(app);
  addTheme(app);
  addSignIn(app, options, accounts, trySignIn);
  app.use(signedInOnly(options, accounts, trySignIn));
  addQueueRoutes(app, options);
  addReviewRoutes(app, options);
  addCorrectionRoutes(app, options);
  addDocumentRoutes(app, options);
  addPageRoutes(app, options);
  addDashboardRoutes(app, options);
  addSearchRoutes(app, options);
  addArchived(app, options);
  addSourceRoutes(app, options);
  addChangeRoutes(app, options);
  addCoverageRoutes(app, options);
  addReliabilityRoutes(app, options);
  addApi(app, options);
  addDocumentApi(app, options);
  addFeeds(app, options);
  addMetrics(app, options);
  return app;
}
