import { existsSync } from "node:fs";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { ConfigError } from "../sources/errors.ts";
import { configFolder, type GlobalOptions, type Hooks, programVersion } from "./options.ts";
import { ReaderGone, watchOutput } from "./output.ts";

/** One call of a command: what was typed, and where the program reads and keeps its things. */
export interface Call {
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly globals: GlobalOptions;
  readonly hooks: Hooks;
}

/** What every module in `commands/` exports as `run`; gives the exit status. */
export type Run = (call: Call) => Promise<number>;

/** Exit statuses of the program. */
export const STATUS = { done: 0, failed: 1, usage: 2, incomplete: 3 } as const;

/** Runs the command line and gives its exit status; errors are told on standard error, never thrown. */
export async function main(argv: readonly string[], hooks: Hooks): Promise<number> {
  watchOutput();
  let status: number = STATUS.done;
  const program = describeProgram(hooks, (given) => {
    status = given;
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return status;
  } catch (error) {
    return report(error, argv.includes("--verbose"));
  }
}

function report(error: unknown, verbose: boolean): number {
  if (error instanceof ReaderGone) return STATUS.done;
  // Commander has already told the person; asking for help or the version is no error.
  if (error instanceof CommanderError) {
    return ["commander.helpDisplayed", "commander.version"].includes(error.code) ? STATUS.done : STATUS.usage;
  }
  if (error instanceof ConfigError) {
    process.stderr.write(`jingwu: ${error.message}\n`);
    return STATUS.usage;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`jingwu: failed: ${message}\n`);
  process.stderr.write(verbose && stack ? `${stack}\n` : "Run again with --verbose to see where.\n");
  return STATUS.failed;
}

function wholeNumber(least: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!Number.isInteger(number) || number < least) {
      throw new InvalidArgumentError(`expected a whole number, ${least} or more.`);
    }
    return number;
  };
}

const collect = (value: string, before: string[] | undefined) => [...(before ?? []), value];

/** Commands of the interface that later versions bring. */
const LATER = ["report", "release", "worker"];

function describeProgram(hooks: Hooks, setStatus: (status: number) => void): Command {
  const program = new Command("jingwu")
    .description(
      "Reads PRC mission pages and news, codes police-diplomacy events by rule, queues them for review.",
    )
    .version(programVersion())
    .exitOverride()
    .showHelpAfterError("(jingwu --help shows every command)")
    .addOption(new Option("--config <dir>", "what people edit").env("JINGWU_CONFIG").default("./config"))
    .addOption(new Option("--data <dir>", "archive and database").env("JINGWU_DATA").default("./data"))
    .addOption(new Option("--database <file>", "SQLite file (default: DATA/jingwu.db)").env("DATABASE_URL"))
    .option("--json", "results as JSON on standard output")
    .option("--quiet", "errors only")
    .option("--verbose", "details on standard error");

  const add = (
    parent: Command,
    spec: string,
    description: string,
    load: () => Promise<{ run: Run }>,
    isDefault = false,
  ) =>
    parent
      .command(spec, { isDefault })
      .description(description)
      .action(async (...all: unknown[]) => {
        const command = all.at(-1) as Command;
        const given = program.opts<GlobalOptions>();
        const globals = { ...given, config: configFolder(given, existsSync) };
        setStatus(await (await load()).run({ args: command.args, options: command.opts(), globals, hooks }));
      });

  add(program, "update", "the daily run: capture, parse, extract, link", () => import("./commands/update.ts"))
    .option("--source <id...>", "only these sources")
    .option("--limit <n>", "new articles for each source at most", wholeNumber(1))
    .option("--due", "one round of the sources whose next visit is due");
  const backfill = program
    .command("backfill")
    .description("past years: from the sites and from web archives");
  add(
    backfill,
    "search",
    "searches the years that were not, and goes on where it was stopped",
    () => import("./commands/backfill.ts"),
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
    () => import("./commands/backfill-status.ts"),
  ).option("--source <id...>", "only these sources");
  add(
    program,
    "import <path...>",
    "read WARC, WACZ, saved pages (HTML, MHTML), PDF, text or JSON lines of documents",
    () => import("./commands/import.ts"),
  ).option("--source <id>", "the source the documents are of", "import");
  add(
    program,
    "extract [file]",
    "pure: documents as JSON lines in, events as JSON lines out",
    () => import("./commands/extract.ts"),
  ).option("--jsonl", "JSON lines, which is the only form");
  add(
    program,
    "explain <target>",
    "what the rules read in a document, or nearly read",
    () => import("./commands/explain.ts"),
  );
  add(
    program,
    "evaluate <gold...>",
    "score the rules against hand-coded documents",
    () => import("./commands/evaluate.ts"),
  )
    .option("--floors <file>", "fail when a score is below its floor")
    .option("--linking", "score how mentions are joined to events")
    .option("--errors <n>", "show the first errors", wholeNumber(0))
    .option("--calibrate <file>", "fit confidence to these documents and stored decisions, and write it");
  add(
    program,
    "recode",
    "read stored documents with today's rules, show what changes, and apply it",
    () => import("./commands/recode.ts"),
  )
    .option("--dry-run", "show gained, lost and changed events, change nothing")
    .option("--yes", "apply it without asking");
  add(program, "queue", "events that wait for a decision", () => import("./commands/queue.ts"))
    .option("--status <status>", "another list than those that wait: new, accepted, corrected … or all")
    .option("--type <type...>", "of these event types")
    .option("--country <cc...>", "with these countries, two letters each")
    .option("--language <language...>", "reported in zh, en or other")
    .option("--source <id...>", "reported by these sources")
    .option("--reason <reason...>", "that wait for this: new, changed-page, recoded, conflict …")
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
  add(
    program,
    "review <id> <decision>",
    "accept, reject, correct, merge, split, distinct (not the same), relate, unrelate, second-look or undo",
    () => import("./commands/review.ts"),
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
    () => import("./commands/add.ts"),
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
    () => import("./commands/gold.ts"),
  ).option("--out <file>", "a file instead of standard output");
  add(
    program,
    "history <id>",
    "everything that happened to an event",
    () => import("./commands/history.ts"),
  ).option("--at <time>", "the event as it stood at a time, or at the end of a day (UTC)");
  add(
    program,
    "search <query...>",
    "full text over documents and events",
    () => import("./commands/search.ts"),
  ).option("--limit <n>", "rows at most", wholeNumber(1), 20);
  add(
    program,
    "digest",
    "what is new, what changed, what is broken and what was not looked at",
    () => import("./commands/digest.ts"),
  )
    .option("--since <time>", "how far back: 12h, 1d, 2w, a day or a time in UTC", "1d")
    .option("--format <format>", "text, html (a mail body) or atom", "text")
    .option("--out <file>", "a file instead of standard output");
  add(
    program,
    "reliability",
    "how alike two reviewers code the same event, and how precise what no person accepted is",
    () => import("./commands/reliability.ts"),
  )
    .option("--from <day>", "second opinions given since then: 2026, 2026-11 or 2026-11-22")
    .option("--to <day>", "second opinions given until then")
    .option("--reviewer <name...>", "only where one of these decided first or gave the second opinion");
  add(program, "stats", "counts of what is stored", () => import("./commands/stats.ts"));
  add(program, "export", "events as data", () => import("./commands/export.ts"))
    .option("--format <format>", "jsonl, json or csv", "jsonl")
    .option("--status <status>", "accepted or all", "accepted")
    .option("--out <file>", "a file instead of standard output");
  const sources = program.command("sources").description("the register of sources with their health");
  add(sources, "list", "every source", () => import("./commands/sources-list.ts"), true)
    .option("--state <state>", "only sources in this state")
    .option("--family <adapter>", "only those of this adapter")
    .option("--country <cc>", "only those that write about this country, two letters");
  add(
    sources,
    "check <id>",
    "reads a source now and tells what it finds; stores nothing",
    () => import("./commands/sources-check.ts"),
  );
  add(
    sources,
    "add <url>",
    "recognises a site, checks that it can be read, and writes its file",
    () => import("./commands/sources-add.ts"),
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
    () => import("./commands/sources-refresh.ts"),
  ).option("--dry-run", "print the differences, write no file");
  add(
    program,
    "changes",
    "edits, deletions and returns of official pages",
    () => import("./commands/changes.ts"),
  )
    .option("--since <when>", "noticed since then: 12h, 7d, 2w or a day as 2026-11-01")
    .option("--source <id>", "one source")
    .option("--kind <kind>", "edited, removed or restored")
    .option("--limit <n>", "changes at most", wholeNumber(1), 50);
  const issues = program.command("issues").description("what a person should look at");
  add(issues, "list", "open issues", () => import("./commands/issues-list.ts"), true);
  add(issues, "close <id>", "close an issue by hand", () => import("./commands/issues-close.ts"));
  const rules = program.command("rules").description("the rules of extraction");
  add(
    rules,
    "check",
    "runs every example, looks for slow patterns and idle keywords",
    () => import("./commands/rules-check.ts"),
    true,
  );
  add(
    rules,
    "stats",
    "how reviewers decided the events of each rule, and which are muted",
    () => import("./commands/rules-stats.ts"),
  ).option("--rule <id>", "one rule, by the year of the decision");
  add(
    rules,
    "try <pattern>",
    "what a pattern would match in stored documents",
    () => import("./commands/rules-try.ts"),
  )
    .option("--corpus <file>", "documents as JSON lines instead of the stored ones")
    .option("--limit <n>", "matches shown at most", wholeNumber(1), 50);
  const reviewers = program.command("reviewers").description("who may sign in to the review application");
  add(reviewers, "list", "every reviewer", () => import("./commands/reviewers-list.ts"), true);
  add(
    reviewers,
    "add <name>",
    "lets a person sign in; asks for the password, or reads it from standard input",
    () => import("./commands/reviewers-add.ts"),
  ).option("--password-file <file>", "a file whose first line is the password");
  add(
    reviewers,
    "remove <name>",
    "lets a person sign in no more, and ends what they have open",
    () => import("./commands/reviewers-remove.ts"),
  );
  const listening = (command: Command) =>
    command
      .option("--host <host>", "address to listen on (default: settings.yaml)")
      .option("--port <port>", "port to listen on (default: settings.yaml)", wholeNumber(0))
      .option("--reviewer <name>", "who decides, where nobody has to sign in (default: local)");
  listening(add(program, "serve", "the web application alone", () => import("./commands/serve.ts")));
  listening(
    add(program, "run", "scheduler and web application until stopped", () => import("./commands/run.ts")),
  );
  add(
    program,
    "backup <file>",
    "a consistent copy of the database while others write",
    () => import("./commands/backup.ts"),
  );
  add(
    program,
    "doctor",
    "checks configuration, database, disk and network",
    () => import("./commands/doctor.ts"),
  ).option("--offline", "without the network");
  add(
    program,
    "demo",
    "sample missions on loopback, updated over HTTP, then the queue",
    () => import("./commands/demo.ts"),
  )
    .option(
      "--port <port>",
      "port of the queue (default: 8010, or another when that is taken)",
      wholeNumber(0),
    )
    .option("--no-serve", "stop after the update");
  for (const name of LATER) addLater(program, name);
  return program;
}

function addLater(parent: Command, name: string): void {
  parent
    .command(name, { hidden: true })
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => {
      throw new ConfigError(`"${name}" is not available in this version`);
    });
}
