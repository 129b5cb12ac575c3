import { ConfigError } from "../../sources/errors.ts";
import type { Run } from "../cli.ts";
import { print, printJson, printLine, table } from "../output.ts";
import { type Agreement, ENOUGH_UNITS, readReliability } from "../reliability.ts";
import { checksText, shareText } from "../reliability-text.ts";
import { openStore } from "../workspace.ts";

/** `reliability`: how alike two reviewers code the same event, and how precise what no person accepted is. */
export const run: Run = async ({ options, globals }) => {
  const { from, to, reviewer } = options as { from?: string; to?: string; reviewer?: string[] };
  const filter = {
    ...(from === undefined ? {} : { from: day("--from", from) }),
    ...(to === undefined ? {} : { to: day("--to", to) }),
    ...(reviewer === undefined ? {} : { reviewers: reviewer }),
  };
  const store = await openStore(globals);
  try {
    const found = await readReliability(store.db, filter);
    if (globals.json) {
      await printJson(found);
      return 0;
    }
    await printLine(`${found.units} events coded by two persons, ${found.same} the same in every field`);
    await printLine(
      `${found.waiting} wait for a second opinion, ${found.unsettled} for somebody to settle two that differ`,
    );
    if (found.units > 0) await printTables(found);
    if (found.units > 0 && !found.enough) {
      await printLine(`too few for an alpha to be relied on: fewer than ${ENOUGH_UNITS}`);
    }
    await printLine(checksText(found.checks));
    return 0;
  } finally {
    await store.close();
  }
};

async function printTables(found: Awaited<ReturnType<typeof readReliability>>): Promise<void> {
  const rows = found.fields.map(({ field, coded, agreement, alpha, interval, measure }) => [
    field,
    coded,
    agreement === null ? "" : shareText(agreement),
    alpha?.toFixed(3),
    interval?.map((end) => end.toFixed(3)).join(" to "),
    measure,
  ]);
  await print(`\n${await table(["field", "events", "agreement", "alpha", "95 %", "measure"], rows)}`);
  await print(
    `\n${await table(
      ["reviewers", "events", "same"],
      found.byPair.map((one) => groupRow(one.reviewers.join(", "), one)),
    )}`,
  );
  await print(
    `\n${await table(
      ["type", "events", "same"],
      found.byType.map((one) => groupRow(one.type, one)),
    )}`,
  );
  if (found.disagreements.length > 0) {
    const differing = found.disagreements.map(({ event, differs, first, second, open }) => [
      event,
      differs.join(" "),
      first,
      second,
      open ? "to be settled" : "settled",
    ]);
    await print(`\n${await table(["event", "differs in", "first", "second", ""], differing)}`);
  }
  await printLine();
}

function groupRow(name: string, { units, same }: Agreement) {
  return [name, units, shareText(same / units)];
}

function day(option: string, value: string): string {
  if (/^\d{4}(-\d{2}(-\d{2})?)?$/.test(value)) return value;
  throw new ConfigError(`${option}: expected 2026, 2026-11 or 2026-11-22, found "${value}"`);
}
