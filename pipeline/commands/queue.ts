import { EventType } from "../../extractors/event.ts";
import { ConfigError } from "../../sources/errors.ts";
import { eventsForQueue } from "../../store/queue.ts";
import type { Run } from "../cli.ts";
import { print, printJson, printLine, table } from "../output.ts";
import { openStore } from "../workspace.ts";

const STATUSES = ["new", "accepted", "corrected", "rejected", "merged"] as const;

/** `queue`: events that wait for a decision, or events of one status. */
export const run: Run = async ({ options, globals }) => {
  const { type, country, status, conflict, limit } = options as {
    type?: string;
    country?: string;
    status?: string;
    conflict?: boolean;
    limit: number;
  };
  const filter = {
    ...(type === undefined ? {} : { type: oneOf("--type", type, EventType.options) }),
    ...(country === undefined ? {} : { country: countryCode(country) }),
    ...(status === undefined ? {} : { status: oneOf("--status", status, STATUSES) }),
    ...(conflict ? { conflict: true as const } : {}),
  };
  const store = await openStore(globals);
  try {
    const { events, total, next } = await eventsForQueue(store.db, filter, { limit });
    if (globals.json) {
      await printJson({ total, events, next });
      return 0;
    }
    const rows = events.map((event) => [
      event.id,
      event.type,
      event.date,
      event.countries.join(" "),
      event.mergedInto === null ? event.status : `merged into ${event.mergedInto}`,
      [event.queueReason, event.conflict ? "reports disagree" : null].filter(Boolean).join(", "),
      event.confidence.toFixed(2),
      event.title,
    ]);
    if (rows.length > 0)
      await print(await table(["id", "type", "date", "countries", "status", "waits", "sure", "title"], rows));
    await printLine(`${events.length} of ${total} events`);
    return 0;
  } finally {
    await store.close();
  }
};

/** A value of a closed list. Throws ConfigError that names the option and the list. */
export function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined)
    throw new ConfigError(`${option}: expected one of ${allowed.join(", ")}, found "${value}"`);
  return found;
}

function countryCode(value: string): string {
  if (!/^[a-z]{2}$/i.test(value))
    throw new ConfigError(`--country: expected two letters as FJ, found "${value}"`);
  return value.toUpperCase();
}
