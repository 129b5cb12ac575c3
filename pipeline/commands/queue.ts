import { ConfigError } from "../../sources/errors.ts";
import { loadSettings } from "../../sources/settings.ts";
import { eventsForQueue, type QueueEvent, type QueuePage } from "../../store/queue.ts";
import { ReviewError } from "../../store/review-error.ts";
import type { Run } from "../cli.ts";
import { print, printJson, printLine, table } from "../output.ts";
import { QueueListing, storedListing, wrongOrder } from "../queue-listing.ts";
import { openStore } from "../workspace.ts";
import { reviewerName } from "./issues-close.ts";

/** `queue`: events that wait for a decision, or any other list of them, as the page of the queue gives it. */
export const run: Run = async ({ options, globals }) => {
  const {
    limit,
    after,
    reviewer = reviewerName(),
    ...given
  } = options as {
    limit: number;
    after?: string;
    reviewer?: string;
  };
  const settings = loadSettings(globals.config).review.order;
  const { filter, order } = storedListing(readOptions(given), settings);
  const store = await openStore(globals);
  try {
    const page = await eventsForQueue(store.db, filter, { limit, after }, { reviewer, order });
    if (globals.json) await printJson(page);
    else await printPage(page);
    return 0;
  } catch (error) {
    if (!(error instanceof ReviewError)) throw error;
    throw new ConfigError(`--${error.message}`, { cause: error });
  } finally {
    await store.close();
  }
};

async function printPage({ events, total, counts, next }: QueuePage): Promise<void> {
  const rows = events.map((event) => [
    event.id,
    event.type,
    event.date,
    event.countries.join(" "),
    event.mergedInto === null ? statusText(event) : `merged into ${event.mergedInto}`,
    [
      event.queueReason,
      event.conflict ? "reports disagree" : null,
      event.similar.length > 0 ? "possible duplicate" : null,
    ]
      .filter(Boolean)
      .join(", "),
    event.confidence.toFixed(2),
    event.title,
  ]);
  if (rows.length > 0)
    await print(await table(["id", "type", "date", "countries", "status", "waits", "sure", "title"], rows));
  await printLine(
    `${events.length} of ${total} events${next === null ? "" : `; the next with --after ${next}`}`,
  );
  const reasons = Object.entries(counts.byReason).map(([reason, count]) => `${reason} ${count}`);
  if (reasons.length > 0) await printLine(`waiting: ${reasons.join(", ")}`);
}

/** The options as filters of a list. Throws ConfigError that names the option. */
function readOptions(given: Readonly<Record<string, unknown>>): QueueListing {
  const { country } = given as { country?: string[] };
  const named = Object.entries(given).map(([name, value]) => [
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    value === true ? "1" : value,
  ]);
  const result = QueueListing.safeParse({
    ...Object.fromEntries(named),
    ...(country ? { country: country.map((code) => code.toUpperCase()) } : {}),
  });
  if (result.success) {
    const wrong = wrongOrder(result.data);
    if (wrong) throw new ConfigError(`--${wrong.field}: ${wrong.message}`);
    return result.data;
  }
  const { path, message } = result.error.issues[0]!;
  const [field, at] = path as [string, number | undefined];
  const value = given[field.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())];
  const found = at === undefined ? value : (value as unknown[])[at];
  throw new ConfigError(`--${field.replaceAll("_", "-")}: ${message}, found "${found}"`);
}

/** A value of a closed list. Throws ConfigError that names the option and the list. */
export function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined)
    throw new ConfigError(`${option}: expected one of ${allowed.join(", ")}, found "${value}"`);
  return found;
}

function statusText({ status, autoAccepted }: QueueEvent): string {
  return autoAccepted === null ? status : `${status} by the machine`;
}
