import type { Command } from "commander";
import { type Add, collect, wholeNumber } from "./add-command.ts";

/** Commands of reviewers. */
export function describeReview(program: Command, add: Add): void {
  describeQueue(program, add);
  add(
    program,
    "review <id> <decision>",
    "accept, reject, correct, merge, split, distinct (not the same), relate, unrelate, second-look or undo",
    () => import("../commands/review.ts"),
  )
    .option("--set <field=value>", "a corrected field, once for each", collect)
    .option(
      "--into <id>",
      "the event it is merged into, held apart from or related to, or the mentions that are split off",
    )
    .option("--kind <kind>", "how it stands to the other event: signed_at, next_in_series or follows_up")
    .option("--note <text>", "why")
    .option("--reviewer <name>", "who decides");
  add(
    program,
    "add <document>",
    "an event that the rules missed in a document, or that it reports none",
    () => import("../commands/add.ts"),
  )
    .option("--quote <words>", "the words of the document that report the event")
    .option("--set <field=value>", "a field of the event, once for each; at least type and date", collect)
    .option("--joins <id>", "the known event that the words report too")
    .option("--apart <id>", "a known event that it is not, once for each", collect)
    .option("--no-event", "the document was read and reports no event")
    .option("--undo", "take back that it reports no event")
    .option("--note <text>", "why")
    .option("--reviewer <name>", "who says so");
  add(
    program,
    "gold <document...>",
    "decided documents as lines of a gold file, for evaluate",
    () => import("../commands/gold.ts"),
  ).option("--out <file>", "a file instead of standard output");
  add(
    program,
    "history <id>",
    "everything that happened to an event",
    () => import("../commands/history.ts"),
  ).option("--at <time>", "the event as it stood at a time, or at the end of a day (UTC)");
}

function describeQueue(program: Command, add: Add): void {
  add(program, "queue", "events that wait for a decision", () => import("../commands/queue.ts"))
    .option("--status <status>", "another list than those that wait: new, accepted, corrected … or all")
    .option("--type <type...>", "of these event types")
    .option("--country <cc...>", "with these countries, two letters each")
    .option("--language <language...>", "reported in zh, en or other")
    .option("--source <id...>", "reported by these sources")
    .option("--reason <reason...>", "that wait for this: new, changed-page, recoded, conflict …")
    .option("--words <words>", "in whose title, passages or names these words stand, as in a search")
    .option("--duplicate", "only events that may be the same as another")
    .option("--conflict", "only events whose reports disagree")
    .option("--from <date>", "engagements since then: 2015, 2015-06 or 2015-06-17")
    .option("--to <date>", "engagements until then")
    .option("--confidence-from <share>", "as sure as this, from 0 to 1")
    .option("--confidence-to <share>", "no surer than this")
    .option("--decided-by <name...>", "whose standing decision is one of theirs")
    .option(
      "--order <order>",
      "within a reason: newest, oldest, waiting, unsure or sure (default: settings.yaml)",
    )
    .option("--reviewer <name>", "who looks: what is not for them is left out")
    .option("--after <place>", "the next page, as the one before names it")
    .option("--limit <n>", "rows at most", wholeNumber(1), 50);
}
