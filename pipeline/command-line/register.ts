import type { Command } from "commander";
import { type Add, wholeNumber } from "./add-command.ts";

/** Commands that look after sources, issues and rules. */
export function describeRegister(program: Command, add: Add): void {
  describeSources(program, add);
  add(
    program,
    "changes",
    "edits, deletions and returns of official pages",
    () => import("../commands/changes.ts"),
  )
    .option("--since <when>", "noticed since then: 12h, 7d, 2w or a day as 2026-11-01")
    .option("--source <id>", "one source")
    .option("--kind <kind>", "edited, removed or restored")
    .option("--limit <n>", "changes at most", wholeNumber(1), 50);
  const issues = program.command("issues").description("what a person should look at");
  add(issues, "list", "open issues", () => import("../commands/issues-list.ts"), true);
  add(issues, "close <id>", "close an issue by hand", () => import("../commands/issues-close.ts"));
  describeRules(program, add);
}

function describeSources(program: Command, add: Add): void {
  const sources = program.command("sources").description("the register of sources with their health");
  add(sources, "list", "every source", () => import("../commands/sources-list.ts"), true)
    .option("--state <state>", "only sources in this state")
    .option("--family <adapter>", "only those of this adapter")
    .option("--country <cc>", "only those that write about this country, two letters");
  add(
    sources,
    "check <id>",
    "reads a source now and tells what it finds; stores nothing",
    () => import("../commands/sources-check.ts"),
  );
  add(
    sources,
    "add <url>",
    "recognises a site, checks that it can be read, and writes its file",
    () => import("../commands/sources-add.ts"),
  )
    .option("--id <id>", "name of the file (default: from the host)")
    .option("--title <text>", "what the source is called (default: as its page says)")
    .option("--country <cc>", "the country it writes about, two capital letters (default: from the host)")
    .option("--kind <kind>", "police, ministry, newspaper … (default: from host and title)")
    .option("--filter <name>", "the filter of filters.yaml that chooses the articles of its lists")
    .option("--dry-run", "print the file, write nothing");
  add(
    sources,
    "refresh",
    "compares the register with the ministry's own lists of missions",
    () => import("../commands/sources-refresh.ts"),
  ).option("--dry-run", "print the differences, write no file");
}

function describeRules(program: Command, add: Add): void {
  const rules = program.command("rules").description("the rules of extraction");
  add(
    rules,
    "check",
    "runs every example, looks for slow patterns and idle keywords",
    () => import("../commands/rules-check.ts"),
    true,
  );
  add(
    rules,
    "stats",
    "how reviewers decided the events of each rule, and which are muted",
    () => import("../commands/rules-stats.ts"),
  ).option("--rule <id>", "one rule, by the year of the decision");
  add(
    rules,
    "try <pattern>",
    "what a pattern would match in stored documents",
    () => import("../commands/rules-try.ts"),
  )
    .option("--corpus <file>", "documents as JSON lines instead of the stored ones")
    .option("--limit <n>", "matches shown at most", wholeNumber(1), 50);
}
