import { loadRulebook, type Rulebook } from "../../extractors/extract.ts";
import { ConfigError } from "../../sources/errors.ts";
import type { Band } from "../calibrate.ts";
import { type CalibrationReport, calibrate } from "../calibration.ts";
import type { Run } from "../cli.ts";
import { type Rates, type Score, type ScoreError, scoreEvents } from "../evaluate.ts";
import { evaluateLinking } from "../evaluate-linking.ts";
import { type ExtractedEvent, extractText, textOfLine } from "../extract-lines.ts";
import { belowFloors, type Floors, readFloors } from "../floors.ts";
import { type GoldDocument, readGold } from "../gold.ts";
import type { GlobalOptions } from "../options.ts";
import { printJson, printLine } from "../output.ts";
import { databaseAddress } from "../workspace.ts";

/** `evaluate GOLD…`: scores the rules, or linking, against hand-coded documents; status 1 below a floor. */
export const run: Run = async ({ args, options, globals }) => {
  const {
    floors: floorsFile,
    linking,
    errors = 0,
    calibrate: calibrationFile,
  } = options as { floors?: string; linking?: boolean; errors?: number; calibrate?: string };
  const floors: Floors = floorsFile === undefined ? {} : readFloors(floorsFile);
  const documents = readGold(args);
  if (linking && calibrationFile !== undefined)
    throw new ConfigError("evaluate: --calibrate fits the confidence of events; leave --linking out");
  // Calibrated first, so that the table shows what the new file gives.
  const calibration =
    calibrationFile === undefined ? null : await calibrateOn(documents, calibrationFile, globals);
  const low = linking
    ? await evaluateLinks(documents, globals, floors, errors)
    : await evaluateEvents(documents, globals, floors, errors, calibration);
  for (const line of low) process.stderr.write(`below its floor: ${line}\n`);
  return low.length > 0 ? 1 : 0;
};

/** Scores what a rulebook reads in gold documents. */
async function scoreWith(rulebook: Rulebook, documents: readonly GoldDocument[]) {
  const found = new Map<string, ExtractedEvent[]>();
  for (const document of documents) {
    const text = await textOfLine(JSON.stringify(document), document.id, rulebook.sources);
    found.set(document.id, extractText(rulebook, text).events);
  }
  return scoreEvents(documents, ({ id }) => found.get(id) ?? []);
}

async function calibrateOn(
  documents: readonly GoldDocument[],
  file: string,
  globals: GlobalOptions,
): Promise<CalibrationReport> {
  const uncalibrated: Rulebook = { ...(await loadRulebook(globals.config)), calibration: null };
  const { outcomes } = await scoreWith(uncalibrated, documents);
  return calibrate(file, outcomes, uncalibrated, databaseAddress(globals));
}

async function evaluateEvents(
  documents: readonly GoldDocument[],
  { config, json }: GlobalOptions,
  floors: Floors,
  shown: number,
  calibration: CalibrationReport | null,
): Promise<string[]> {
  const { score, errors } = await scoreWith(await loadRulebook(config), documents);
  const low = belowFloors(floors, score);
  const first = errors.slice(0, shown);
  if (json) {
    const more = { ...(shown > 0 ? { errors: first } : {}), ...(calibration ? { calibration } : {}) };
    await printJson({ ...rounded(score), belowFloors: low, ...rounded(more) });
    return low;
  }
  await printScore(score, first);
  if (calibration) await printCalibration(calibration);
  return low;
}

async function evaluateLinks(
  documents: readonly GoldDocument[],
  { config, json }: GlobalOptions,
  floors: Floors,
  shown: number,
): Promise<string[]> {
  const { report, errors } = await evaluateLinking(documents, config);
  if (report.mentions === 0)
    throw new ConfigError("evaluate --linking: no event of these files names its cluster");
  const low = belowFloors(floors, null, report);
  const first = errors.slice(0, shown);
  if (json) {
    const more = shown > 0 ? { errors: first } : {};
    await printJson({ linking: rounded(report), belowFloors: low, ...more });
    return low;
  }
  const { endToEnd } = report;
  await printLine(`${report.mentions} mentions of ${report.clusters} engagements, as the gold codes them`);
  await printLine(rateLine("pairwise", report.pairwise));
  await printLine(rateLine("b-cubed", report.bcubed));
  await printLine(`end to end from the texts: ${endToEnd.found} of the mentions found, the others alone`);
  await printLine(rateLine("pairwise", endToEnd.pairwise));
  await printLine(rateLine("b-cubed", endToEnd.bcubed));
  for (const error of first) await printLine(JSON.stringify(error));
  return low;
}

/** Three decimals, as scores are compared. */
function rounded<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === "number" ? Math.round(part * 1000) / 1000 : part,
    ),
  ) as T;
}

const percent = (share: number | null) => (share === null ? "     -" : (100 * share).toFixed(1).padStart(6));

function rateLine(name: string, rates: Pick<Rates, "precision" | "recall" | "f1"> & Partial<Rates>): string {
  const { precision, recall, f1, tp, fp, fn } = rates;
  const counts = tp === undefined ? "" : `   right ${tp}, spurious ${fp}, missed ${fn}`;
  return `${name.padEnd(20)} P ${percent(precision)}  R ${percent(recall)}  F1 ${percent(f1)}${counts}`;
}

async function printScore(score: Score, errors: readonly ScoreError[]): Promise<void> {
  await printLine(
    `${score.documents} documents, ${score.negatives} with no event, ${score.negativesWithFalseEvents} of them given one`,
  );
  await printLine(rateLine("events", score.events));
  await printLine(
    `${"exact".padEnd(20)} ${percent(score.exactEvents)} % of required events have every scalar field right`,
  );
  for (const [key, rates] of Object.entries(score.byType)) await printLine(rateLine(`  ${key}`, rates));
  for (const [key, rates] of Object.entries(score.byLang))
    await printLine(rateLine(`  language ${key}`, rates));
  for (const [key, { accuracy, of }] of Object.entries(score.fieldAccuracy)) {
    await printLine(`${`  ${key}`.padEnd(20)} ${percent(accuracy)} % of ${of}`);
  }
  for (const [key, rates] of Object.entries(score.fieldF1)) await printLine(rateLine(`  ${key}`, rates));
  await printLine(
    `${"background".padEnd(20)} ${score.background.found} of ${score.background.of} optional events found`,
  );
  await printLine("confidence: events, how many of them right");
  for (const line of bandLines(score.confidence)) await printLine(line);
  for (const { kind, id, event } of errors) await printLine(JSON.stringify({ kind, id, event }));
}

/** Bands with an event, and the empty ones from 0.5 on. */
function bandLines(bands: readonly Band[]): string[] {
  return bands
    .filter(({ from, events }) => events > 0 || from >= 0.5)
    .map(({ from, to, events, right, share }) => {
      const band = `  ${from.toFixed(1)}–${to.toFixed(1)}`;
      return `${band.padEnd(20)}   ${percent(share)} %   ${right} of ${events}`;
    });
}

async function printCalibration(report: CalibrationReport): Promise<void> {
  const { file, documents, decisions, events, right, crossValidated } = report;
  await printLine(
    `wrote ${file}: ${right} of ${events} events right, on ${documents} documents and ${decisions} decisions`,
  );
  await printLine("each tenth of them, with the confidence that the others give it:");
  for (const line of bandLines(crossValidated)) await printLine(line);
}
