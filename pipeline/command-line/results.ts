import type { Command } from "commander";
import { type Add, wholeNumber } from "./add-command.ts";

/** Commands of those who use what was read and decided. */
export function describeResults(program: Command, add: Add): void {
  add(
    program,
    "search <query...>",
    "full text over documents and events",
    () => import("../commands/search.ts"),
  ).option("--limit <n>", "rows at most", wholeNumber(1), 20);
  add(
    program,
    "digest",
    "what is new, what changed, what is broken and what was not looked at",
    () => import("../commands/digest.ts"),
  )
    .option("--since <time>", "how far back: 12h, 1d, 2w, a day or a time in UTC", "1d")
    .option("--format <format>", "text, html (a mail body) or atom", "text")
    .option("--out <file>", "a file instead of standard output");
  add(
    program,
    "reliability",
    "how alike two reviewers code the same event, and how precise what no person accepted is",
    () => import("../commands/reliability.ts"),
  )
    .option("--from <day>", "second opinions given since then: 2026, 2026-11 or 2026-11-22")
    .option("--to <day>", "second opinions given until then")
    .option("--reviewer <name...>", "only where one of these decided first or gave the second opinion");
  add(program, "stats", "counts of what is stored", () => import("../commands/stats.ts"));
  add(program, "export", "events as data", () => import("../commands/export.ts"))
    .option("--format <format>", "jsonl, json or csv", "jsonl")
    .option("--status <status>", "accepted or all", "accepted")
    .option("--out <file>", "a file instead of standard output");
}
