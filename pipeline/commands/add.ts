import { readCountryNames } from "../../extractors/country-names.ts";
import { ConfigError } from "../../sources/errors.ts";
import { isoTime } from "../../sources/iso-time.ts";
import type { Db } from "../../store/database.ts";
import { addDocumentReview } from "../../store/document-reviews.ts";
import { ReviewError } from "../../store/review-error.ts";
import { addByHand } from "../add-by-hand.ts";
import type { Run } from "../cli.ts";
import type { GlobalOptions } from "../options.ts";
import { printJson, printLine } from "../output.ts";
import { openStore } from "../workspace.ts";
import { documentId } from "./gold.ts";
import { reviewerName } from "./issues-close.ts";
import { readChanges, readLinker } from "./review.ts";

interface Given {
  readonly set?: string[];
  readonly quote?: string;
  readonly note?: string;
  readonly reviewer?: string;
  readonly joins?: string;
  readonly apart?: string[];
  readonly event?: boolean;
  readonly undo?: boolean;
}

/** Who says what of which document. */
interface Signed {
  readonly documentId: string;
  readonly reviewer: string;
  readonly at: string;
  readonly note?: string;
}

/** `add DOCUMENT`: an event that the rules missed, or that the document reports none. */
export const run: Run = async ({ args, options, globals }) => {
  const given = options as Given;
  const ofDocument = given.event === false || given.undo === true;
  assertComplete(given, ofDocument);
  const store = await openStore(globals);
  try {
    const by: Signed = {
      documentId: await documentId(store.db, args[0]!, globals),
      reviewer: given.reviewer ?? reviewerName(),
      at: isoTime(new Date()),
      ...(given.note === undefined ? {} : { note: given.note }),
    };
    if (ofDocument) await sayOfDocument(store.db, by, given.undo ? "undo" : "no-event", globals);
    else await addEvent(store.db, by, given, args[0]!, globals);
    return 0;
  } catch (error) {
    if (error instanceof ReviewError)
      throw new ConfigError(`add ${args[0]}: ${error.message}`, { cause: error });
    throw error;
  } finally {
    await store.close();
  }
};

function assertComplete({ set, quote, joins, apart }: Given, ofDocument: boolean): void {
  if (ofDocument && (set || quote !== undefined || joins !== undefined || apart))
    throw new ConfigError(
      "add: --no-event and --undo take no event: leave --set, --quote, --joins and --apart out",
    );
  if (!ofDocument && (!set || quote === undefined))
    throw new ConfigError(
      'add: needs --quote "the words that report it" and --set field=value, at least type and date; or --no-event',
    );
}

async function sayOfDocument(
  db: Db,
  by: Signed,
  decision: "undo" | "no-event",
  globals: GlobalOptions,
): Promise<void> {
  const id = by.documentId;
  const standing = await addDocumentReview(db, { ...by, decision });
  if (globals.json) await printJson({ document: id, no_event: standing ?? null });
  else await printLine(standing ? `${id}: no event, says ${standing.reviewer}` : `${id}: not said any more`);
}

/** Adds the event that is given with `--set` and `--quote`; `asked` is the document as it was named. */
async function addEvent(
  db: Db,
  by: Signed,
  given: Given,
  asked: string,
  globals: GlobalOptions,
): Promise<void> {
  const { set, quote, joins, apart } = given;
  const linker = await readLinker(globals.config);
  const coding = readChanges(set!, () => readCountryNames(globals.config));
  const added = await addByHand(db, linker, { ...by, coding, evidence: quote!, joins, apart });
  const { event, outcome } = added;
  if (outcome === "known") {
    throw new ConfigError(
      `add ${asked}: this is known already as event ${event.id} (${added.why}); nothing was written. ` +
        `"--joins ${event.id}" makes the passage a report of it, "--apart ${event.id}" says that it is another event`,
    );
  }
  const { type, date, countries } = event.coding;
  if (globals.json) await printJson(event);
  else await printLine(`${event.id} ${outcome}: ${type} ${date} ${countries.join(" ")}`);
}
