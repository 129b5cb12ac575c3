import type { BackfillRoute } from "../../store/backfill.ts";
import type { ArchiveRoute } from "./archive-route.ts";
import { commonCrawl } from "./list-crawl.ts";
import { reposts } from "./list-reposts.ts";
import { wayback } from "./list-wayback.ts";

/** The routes over archives, in the order in which an article is looked for by them. */
export const ARCHIVE_ROUTES: readonly ArchiveRoute[] = [wayback, commonCrawl, reposts];

/** All routes in that order: first the site itself. */
export const ROUTES: readonly BackfillRoute[] = ["site", ...ARCHIVE_ROUTES.map(({ route }) => route)];
