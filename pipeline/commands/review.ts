import { type CountryNames, readCountryNames } from "../../extractors/country-names.ts";
import { CODED_FIELDS } from "../../extractors/event.ts";
import { RELATION_KINDS } from "../../extractors/relation-config.ts";
import { ConfigError } from "../../sources/errors.ts";
import { isoTime } from "../../sources/iso-time.ts";
import { loadSources } from "../../sources/register.ts";
import { loadSettings } from "../../sources/settings.ts";
import { LIST_FIELDS, readFieldText } from "../../store/correction-text.ts";
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
      ...(set ? { changes: readChanges(set, () => readCountryNames(globals.config)) } : {}),
      ...(ofRelation ? { changes: { kind } } : {}),
      ...(decision !== "split" && into ? { into } : {}),
      ...(decision === "split" ? { mentionIds: into!.split(",").map((id) => id.trim()) } : {}),
      ...(note === undefined ? {} : { note }),
    };
    const { second_opinions: secondOpinions } = loadSettings(globals.config).review;
    const record = await decide(store.db, input, linker, { secondOpinions });
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

/**
 * Reads `field=value` settings as the form does; an empty value clears an optional field. `names` is asked only for a country
 * that is known by neither its code nor its English name. Throws ConfigError that names the field.
 */
export function readChanges(settings: readonly string[], names: () => CountryNames): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  for (const setting of settings) {
    const at = setting.indexOf("=");
    if (at < 1) throw new ConfigError(`--set: expected field=value, found "${setting}"`);
    const [name, value] = [setting.slice(0, at), setting.slice(at + 1).trim()];
    const field = CODED_FIELDS.find((one) => one === name);
    if (!field) {
      throw new ConfigError(`--set ${name}: no such field; expected one of ${CODED_FIELDS.join(", ")}`);
    }
    const typed = LIST_FIELDS.has(field) ? value.split(",") : [value];
    const plain = readFieldText(field, typed);
    const read = "message" in plain && field === "countries" ? readFieldText(field, typed, names()) : plain;
    if ("message" in read) throw new ConfigError(`--set ${field}: ${read.message}`);
    changes[field] = read.value;
  }
  return changes;
}
