import { existsSync } from "node:fs";
import { Command, CommanderError, Option } from "commander";
import { ConfigError } from "../sources/errors.ts";
import type { Add } from "./command-line/add-command.ts";
import { describeReading } from "./command-line/reading.ts";
import { describeRegister } from "./command-line/register.ts";
import { describeResults } from "./command-line/results.ts";
import { describeReview } from "./command-line/review.ts";
import { describeService } from "./command-line/service.ts";
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

  const add: Add = (parent, spec, description, load, isDefault = false) =>
    parent
      .command(spec, { isDefault })
      .description(description)
      .action(async (...all: unknown[]) => {
        const command = all.at(-1) as Command;
        const given = program.opts<GlobalOptions>();
        const globals = { ...given, config: configFolder(given, existsSync) };
        setStatus(await (await load()).run({ args: command.args, options: command.opts(), globals, hooks }));
      });

  describeReading(program, add);
  describeReview(program, add);
  describeResults(program, add);
  describeRegister(program, add);
  describeService(program, add);
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
