import { Coding, type CodingChanges } from "../../extractors/event.ts";
import { RELATION_KINDS } from "../../extractors/relation-config.ts";
import { ConfigError } from "../../sources/errors.ts";
import { isoTime } from "../../sources/iso-time.ts";
import { loadSources } from "../../sources/register.ts";
import { ReviewError } from "../../store/review-error.ts";
import { DECISIONS } from "../../store/review-input.ts";
import type { Run } from "../cli.ts";
import { decide, movesReports } from "../decide.ts";
import { type Linker, openLinker } from "../linker.ts";
import { programVersion } from "../options.ts";
import { printJson, printLine } from "../output.ts";
import { openStore } from "../workspace.ts";
import { reviewerName } from "./issues-close.ts";
import { oneOf } from "./queue.ts";

/** What `--into` names where a decision needs it. */
const INTO: Readonly<Record<string, string>> = {
  merge: "ID of the event it is the same as",
  distinct: "ID of the event it is not the same as",
  relate: "ID of the event it stands to",
  unrelate: "ID of the event it does not stand to",
  split: "MENTION[,MENTION…], the mentions that are another event",
};
/** Fields that hold lists; their values are separated by commas. */
const LISTS = new Set(["countries", "prc_actors", "prc_people", "foreign_people", "topics", "items"]);
const NUMBERS = new Set(["participants", "round", "persons"]);

/** `review ID DECISION`: one decision of a person about an event. */
export const run: Run = async ({ args, options, globals }) => {
  const { set, into, kind, note, reviewer } = options as {
    set?: string[];
    into?: string;
    kind?: string;
    note?: string;
    reviewer?: string;
  };
  const decision = oneOf("decision", args[1]!, DECISIONS);
  if (decision === "correct" && !set) throw new ConfigError("review correct: needs --set field=value");
  if (set && decision !== "correct")
    throw new ConfigError(`--set: only "correct" changes fields, not "${decision}"`);
  const ofRelation = decision === "relate" || decision === "unrelate";
  if (ofRelation && !kind)
    throw new ConfigError(`review ${decision}: needs --kind, one of ${RELATION_KINDS.join(", ")}`);
  if (kind && !ofRelation)
    throw new ConfigError(`--kind: only "relate" and "unrelate" take it, not "${decision}"`);
  if (decision in INTO && !into) throw new ConfigError(`review ${decision}: needs --into ${INTO[decision]}`);
  const store = await openStore(globals);
  try {
    const linker = movesReports(decision) ? await readLinker(globals.config) : undefined;
    const input = {
      eventId: args[0]!,
      reviewer: reviewer ?? reviewerName(),
      at: isoTime(new Date()),
      decision,
      ...(set ? { changes: readChanges(set) } : {}),
      ...(ofRelation ? { changes: { kind } } : {}),
      ...(decision !== "split" && into ? { into } : {}),
      ...(decision === "split" ? { mentionIds: into!.split(",").map((id) => id.trim()) } : {}),
      ...(note === undefined ? {} : { note }),
    };
    const record = await decide(store.db, input, linker);
    if (globals.json) await printJson(record);
    else
      await printLine(
        `${record.id} ${record.status}: ${record.coding.type} ${record.coding.date} ${record.coding.countries.join(" ")}`,
      );
    return 0;
  } catch (error) {
    if (error instanceof ReviewError)
      throw new ConfigError(`review ${args[0]}: ${error.message}`, { cause: error });
    throw error;
  } finally {
    await store.close();
  }
};

/** What codes events again; rules take a second to read, which a plain decision need not wait for. */
export async function readLinker(configDir: string): Promise<Linker> {
  const { loadRulebook } = await import("../../extractors/rulebook.ts");
  const space = {
    configDir,
    sources: loadSources(configDir),
    version: programVersion(),
    now: () => isoTime(new Date()),
  };
  return openLinker(space, await loadRulebook(configDir));
}

/** Reads `field=value` settings; an empty value clears an optional field. Throws ConfigError that names the field. */
export function readChanges(settings: readonly string[]): CodingChanges {
  const changes: Record<string, unknown> = {};
  for (const setting of settings) {
    const at = setting.indexOf("=");
    if (at < 1) throw new ConfigError(`--set: expected field=value, found "${setting}"`);
    const [field, value] = [setting.slice(0, at), setting.slice(at + 1).trim()];
    if (!(field in Coding.shape) || field === "background") {
      const fields = Object.keys(Coding.shape).filter((name) => name !== "background");
      throw new ConfigError(`--set ${field}: no such field; expected one of ${fields.join(", ")}`);
    }
    if (LISTS.has(field)) changes[field] = value === "" ? [] : value.split(",").map((part) => part.trim());
    else if (value === "") changes[field] = null;
    else changes[field] = NUMBERS.has(field) ? Number(value) : value;
  }
  return changes as CodingChanges;
}
