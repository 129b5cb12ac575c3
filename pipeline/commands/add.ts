import { readCountryNames } from "../../extractors/country-names.ts";
import { ConfigError } from "../../sources/errors.ts";
import { isoTime } from "../../sources/iso-time.ts";
import { addDocumentReview } from "../../store/document-reviews.ts";
import { ReviewError } from "../../store/review-error.ts";
import { addByHand } from "../add-by-hand.ts";
import type { Run } from "../cli.ts";
import { printJson, printLine } from "../output.ts";
import { openStore } from "../workspace.ts";
import { documentId } from "./gold.ts";
import { reviewerName } from "./issues-close.ts";
import { readChanges, readLinker } from "./review.ts";

/** `add DOCUMENT`: an event that the rules missed, or that the document reports none. */
export const run: Run = async ({ args, options, globals }) => {
  const given = options as {
    set?: string[];
    quote?: string;
    note?: string;
    reviewer?: string;
    joins?: string;
    apart?: string[];
    event?: boolean;
    undo?: boolean;
  };
  const { set, quote, note, joins, apart } = given;
  const ofDocument = given.event === false || given.undo === true;
  if (ofDocument && (set || quote !== undefined || joins !== undefined || apart))
    throw new ConfigError(
      "add: --no-event and --undo take no event: leave --set, --quote, --joins and --apart out",
    );
  if (!ofDocument && (!set || quote === undefined))
    throw new ConfigError(
      'add: needs --quote "the words that report it" and --set field=value, at least type and date; or --no-event',
    );
  const store = await openStore(globals);
  try {
    const id = await documentId(store.db, args[0]!, globals);
    const by = {
      documentId: id,
      reviewer: given.reviewer ?? reviewerName(),
      at: isoTime(new Date()),
      ...(note === undefined ? {} : { note }),
    };
    if (ofDocument) {
      const decision = given.undo ? "undo" : "no-event";
      const standing = await addDocumentReview(store.db, { ...by, decision });
      if (globals.json) await printJson({ document: id, no_event: standing ?? null });
      else
        await printLine(standing ? `${id}: no event, says ${standing.reviewer}` : `${id}: not said any more`);
      return 0;
    }
    const linker = await readLinker(globals.config);
    const coding = readChanges(set!, () => readCountryNames(globals.config));
    const added = await addByHand(store.db, linker, { ...by, coding, evidence: quote!, joins, apart });
    const { event, outcome } = added;
    if (outcome === "known") {
      throw new ConfigError(
        `add ${args[0]}: this is known already as event ${event.id} (${added.why}); nothing was written. ` +
          `"--joins ${event.id}" makes the passage a report of it, "--apart ${event.id}" says that it is another event`,
      );
    }
    const { type, date, countries } = event.coding;
    if (globals.json) await printJson(event);
    else await printLine(`${event.id} ${outcome}: ${type} ${date} ${countries.join(" ")}`);
    return 0;
  } catch (error) {
    if (error instanceof ReviewError)
      throw new ConfigError(`add ${args[0]}: ${error.message}`, { cause: error });
    throw error;
  } finally {
    await store.close();
  }
};
