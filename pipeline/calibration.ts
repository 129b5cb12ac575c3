import { existsSync, writeFileSync } from "node:fs";
import type { CodedMention } from "../extractors/event.ts";
import { extract, type Rulebook } from "../extractors/extract.ts";
import { ConfigError } from "../sources/errors.ts";
import { closeDatabase, openDatabase } from "../store/database.ts";
import { type DecidedMention, listDecidedMentions } from "../store/decided-mentions.ts";
import { findDocument } from "../store/documents.ts";
import { type Band, bandsOf, calibrationFile, crossValidate, fitSteps, type Outcome } from "./calibrate.ts";

/** What a calibration was fitted on, and what may be expected of it. */
export interface CalibrationReport {
  readonly file: string;
  readonly documents: number;
  /** Events decided by reviewers that the present rules still read. */
  readonly decisions: number;
  readonly events: number;
  readonly right: number;
  /** Each tenth of the documents with the confidence that the other nine give it. */
  readonly crossValidated: Band[];
}

/**
 * Fits confidence to outcomes on gold documents and to the decisions of a database, where there is one, and writes the
 * file. The same documents, decisions and rules give the same file. Throws ConfigError where there is nothing to fit.
 */
export async function calibrate(
  file: string,
  gold: readonly Outcome[],
  rulebook: Rulebook,
  database: string,
): Promise<CalibrationReport> {
  const decided = existsSync(database) ? await outcomesOfDecisions(database, rulebook) : [];
  const outcomes = [...gold, ...decided];
  const steps = fitSteps(outcomes);
  if (steps.length === 0)
    throw new ConfigError("evaluate --calibrate: the rules read no event in these documents");
  const documents = new Set(gold.map(({ document }) => document)).size;
  writeFileSync(file, calibrationFile({ documents, decisions: decided.length, steps }));
  return {
    file,
    documents,
    decisions: decided.length,
    events: outcomes.length,
    right: outcomes.filter(({ right }) => right).length,
    crossValidated: bandsOf(crossValidate(outcomes)),
  };
}

/**
 * What reviewers decided about the events that the present rules read: the documents are read again, because a stored
 * confidence is of the rules of its time. An event is counted once for each document that reports it.
 */
async function outcomesOfDecisions(database: string, rulebook: Rulebook): Promise<Outcome[]> {
  const db = await openDatabase(database, { create: false });
  try {
    const outcomes: Outcome[] = [];
    const counted = new Set<string>();
    for (const decided of await listDecidedMentions(db)) {
      if (!decided.present) continue;
      const { documentId, eventId, right } = decided;
      const key = `${documentId} ${eventId}`;
      const document = counted.has(key) ? undefined : await findDocument(db, documentId);
      const read = document && extract(rulebook, document).mentions.find((m) => isSame(m, decided));
      if (!read) continue;
      counted.add(key);
      outcomes.push({ document: documentId, score: read.confidence, right });
    }
    return outcomes;
  } finally {
    await closeDatabase(db);
  }
}

/** The same reading: by the same rule at the same place, or of the same type where the rule has changed. */
function isSame({ coding, evidence, ruleId }: CodedMention, decided: DecidedMention): boolean {
  const { in: field, start, end } = decided.evidence;
  if (coding.type !== decided.type || evidence.in !== field) return false;
  if (ruleId === decided.ruleId && evidence.start === start) return true;
  return evidence.start < end && start < evidence.end;
}
