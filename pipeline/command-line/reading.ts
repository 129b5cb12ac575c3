import type { Command } from "commander";
import { type Add, wholeNumber } from "./add-command.ts";

/** Commands that bring documents in and read them. */
export function describeReading(program: Command, add: Add): void {
  add(
    program,
    "update",
    "the daily run: capture, parse, extract, link",
    () => import("../commands/update.ts"),
  )
    .option("--source <id...>", "only these sources")
    .option("--limit <n>", "new articles for each source at most", wholeNumber(1))
    .option("--due", "one round of the sources whose next visit is due");
  describeBackfill(program, add);
  add(
    program,
    "import <path...>",
    "read WARC, WACZ, saved pages (HTML, MHTML), PDF, text or JSON lines of documents",
    () => import("../commands/import.ts"),
  ).option("--source <id>", "the source the documents are of", "import");
  add(
    program,
    "extract [file]",
    "pure: documents as JSON lines in, events as JSON lines out",
    () => import("../commands/extract.ts"),
  ).option("--jsonl", "JSON lines, which is the only form");
  add(
    program,
    "explain <target>",
    "what the rules read in a document, or nearly read",
    () => import("../commands/explain.ts"),
  );
  add(
    program,
    "evaluate <gold...>",
    "score the rules against hand-coded documents",
    () => import("../commands/evaluate.ts"),
  )
    .option("--floors <file>", "fail when a score is below its floor")
    .option("--linking", "score how mentions are joined to events")
    .option("--errors <n>", "show the first errors", wholeNumber(0))
    .option("--calibrate <file>", "fit confidence to these documents and stored decisions, and write it");
  add(
    program,
    "recode",
    "read stored documents with today's rules, show what changes, and apply it",
    () => import("../commands/recode.ts"),
  )
    .option("--dry-run", "show gained, lost and changed events, change nothing")
    .option("--yes", "apply it without asking");
}

function describeBackfill(program: Command, add: Add): void {
  const backfill = program
    .command("backfill")
    .description("past years: from the sites and from web archives");
  add(
    backfill,
    "search",
    "searches the years that were not, and goes on where it was stopped",
    () => import("../commands/backfill.ts"),
    true,
  )
    .option("--from <time>", "published since then: 2009, 2009-05 or 2009-05-17")
    .option("--to <time>", "published until then")
    .option("--source <id...>", "only these sources, closed ones too")
    .option("--via <route>", "one route alone: site, wayback, commoncrawl or repost")
    .option("--plan", "only reckon requests, days and disk; nothing is fetched");
  add(
    backfill,
    "status",
    "which years of which sources were searched, and what came of it",
    () => import("../commands/backfill-status.ts"),
  ).option("--source <id...>", "only these sources");
}
