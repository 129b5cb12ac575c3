import { existsSync, readFileSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { CodedMention } from "../../extractors/event.ts";
import {
  type Explanation,
  explain,
  loadRulebook,
  type Rulebook,
  type RuleHit,
  type TextToCode,
} from "../../extractors/extract.ts";
import { nearestRules } from "../../extractors/near-rules.ts";
import { adapterFor } from "../../sources/adapters.ts";
import { canonicalUrl } from "../../sources/canonical-url.ts";
import { decodeHtml } from "../../sources/charset.ts";
import { ConfigError, SourceError } from "../../sources/errors.ts";
import { detectLanguage } from "../../sources/language.ts";
import { classifyMissionUrl } from "../../sources/mission-address.ts";
import { findSourceByUrl } from "../../sources/source-hosts.ts";
import { closeDatabase, type Db, openDatabase } from "../../store/database.ts";
import { findCurrentDocument, findDocument, findDocumentsByNumber } from "../../store/documents.ts";
import { mentionsOfDocument, type StoredMention } from "../../store/mentions.ts";
import type { Run } from "../cli.ts";
import { textOfLine } from "../extract-lines.ts";
import type { GlobalOptions } from "../options.ts";
import { forTerminal, printJson, printLine } from "../output.ts";
import { databaseAddress } from "../workspace.ts";

/** `explain URL | ID | FILE`: what the rules read in a document, and what they nearly read. */
export const run: Run = async ({ args, globals }) => {
  const target = args[0]!;
  const rulebook = await loadRulebook(globals.config);
  const given: ToExplain[] = existsSync(target)
    ? (await textsOfFile(target, rulebook)).map((document) => ({ document, added: [] }))
    : [await storedText(target, rulebook, globals)];
  for (const { document, added } of given) {
    const explanation = explainFully(rulebook, document);
    if (globals.json) await printJson({ id: document.id, ...explanation, added });
    else await printExplanation(document, explanation, added);
  }
  return 0;
};

/** A document, and what persons added to it that the rules had missed. */
interface ToExplain {
  readonly document: TextToCode;
  readonly added: readonly AddedByHand[];
}

type AddedByHand = Pick<StoredMention, "coding" | "quote" | "addedBy" | "eventId">;

async function storedText(target: string, { sources }: Rulebook, globals: GlobalOptions): Promise<ToExplain> {
  const db = await openDatabase(databaseAddress(globals), { create: false });
  try {
    if (!/^https?:/i.test(target)) {
      const document = await findDocument(db, target);
      if (document) return { document, added: await addedTo(db, document.id) };
      throw new ConfigError(`explain ${target}: no such file, and no stored document of this id`);
    }
    const source = findSourceByUrl(sources, target);
    const document =
      (await findCurrentDocument(db, canonicalUrl(target, source))) ?? (await findTwin(db, target));
    if (document) return { document, added: await addedTo(db, document.id) };
    throw new ConfigError(
      `explain ${target}: no stored document of this address; "jingwu update" or "jingwu import" brings it in`,
    );
  } finally {
    await closeDatabase(db);
  }
}

async function addedTo(db: Db, documentId: string): Promise<AddedByHand[]> {
  return (await mentionsOfDocument(db, documentId))
    .filter(({ addedBy }) => addedBy !== null)
    .map(({ coding, quote, addedBy, eventId }) => ({ coding, quote, addedBy, eventId }));
}

/** The same page of a mission at another of its addresses, known by its number. */
async function findTwin(db: Db, url: string): Promise<TextToCode | undefined> {
  const { documentNumber } = classifyMissionUrl(url);
  return documentNumber === null ? undefined : (await findDocumentsByNumber(db, documentNumber))[0];
}

/** The documents of a file: a saved page, or JSON lines. */
async function textsOfFile(file: string, { sources }: Rulebook): Promise<TextToCode[]> {
  if (!statSync(file).isFile()) throw new ConfigError(`explain ${file}: expected a file, found a folder`);
  const bytes = readFileSync(file);
  try {
    if (/^\s*\{/.test(bytes.toString("latin1", 0, 100))) {
      const lines = bytes.toString("utf8").split("\n");
      const texts = lines.flatMap((line, index) =>
        line.trim() === "" ? [] : [textOfLine(line, `${file}:${index + 1}`, sources)],
      );
      return await Promise.all(texts);
    }
    const { text: page } = decodeHtml(bytes, null);
    const url = pathToFileURL(file).href;
    const { title, text, published } = adapterFor(null, url, "text/html", page).readArticle(page, url, null);
    const { language, languageCode } = await detectLanguage(title, text);
    return [{ id: file, language, languageCode, title, text, published }];
  } catch (error) {
    if (error instanceof SourceError) throw new ConfigError(`explain ${error.message}`, { cause: error });
    throw error;
  }
}

/** Where no pattern matched and there is no event, the nearest rules take the place of the refused ones. */
function explainFully(rulebook: Rulebook, document: TextToCode): Explanation {
  const explanation = explain(rulebook, document);
  const { extraction, nearMisses } = explanation;
  if (extraction.mentions.length > 0 || nearMisses.length > 0) return explanation;
  return { ...explanation, nearMisses: nearestRules(rulebook, document) };
}

async function printExplanation(
  document: TextToCode,
  { extraction, hits, nearMisses, host, unread }: Explanation,
  added: readonly AddedByHand[],
): Promise<void> {
  await printLine(
    `${forTerminal(document.id)}  ${document.published ?? "no date"}  ${forTerminal(document.title)}`,
  );
  for (const mention of extraction.mentions) await printMention(mention, hits, host);
  for (const { coding, quote, addedBy, eventId } of added) {
    const { type, date, countries } = coding;
    await printLine(
      `  ${type} ${date} ${countries.join(" ")}  (added by hand by ${forTerminal(addedBy!)}: event ${eventId})`,
    );
    await printLine(`    “${forTerminal(quote, 400)}”`);
  }
  for (const { kind, quote, ruleId } of extraction.claims) {
    await printLine(`  claim (${kind}, ${ruleId}): “${forTerminal(quote, 400)}”`);
  }
  if (extraction.mentions.length > 0) return;
  if (unread !== null) await printLine(`  no event; the document was not read: ${unread}`);
  else if (nearMisses.length === 0) await printLine("  no event, and no rule comes near one");
  else
    await printLine(
      nearMisses[0]!.matched
        ? "  no event; rules that matched:"
        : "  no event, no rule matched; the nearest:",
    );
  for (const { ruleId, reads, sentence, seen, missing } of nearMisses) {
    await printLine(`  ${ruleId} (${forTerminal(reads)})`);
    await printLine(`    “${forTerminal(sentence, 400)}”`);
    await printLine(`    seen as ${forTerminal(seen, 400)}`);
    await printLine(`    missing: ${missing.map((one) => forTerminal(one)).join("; ")}`);
  }
}

const SHOWN_ABOVE = new Set(["type", "date", "countries"]);

async function printMention(
  mention: CodedMention,
  hits: readonly RuleHit[],
  host: string | null,
): Promise<void> {
  const { coding, quote, ruleId, confidence } = mention;
  const { type, date, countries } = coding;
  await printLine(`  ${type} ${date} ${countries.join(" ")}  (${ruleId}, ${confidence.toFixed(2)})`);
  await printLine(`    “${forTerminal(quote, 400)}”`);
  // A document that names the state has a span for it.
  if (host !== null && countries.includes(host) && !mention.fieldSpans.countries?.length)
    await printLine(`    ${host}: the state that its source writes about; the document names none`);
  const hit = hitOf(mention, hits);
  if (hit) {
    await printLine(`    rule: ${forTerminal(hit.reads)}`);
    await printLine(`    sentence: ${forTerminal(hit.sentence, 400)}`);
    for (const [name, text] of Object.entries(hit.slots))
      await printLine(`    slot ${name}: ${forTerminal(text)}`);
  }
  for (const [field, value] of Object.entries(coding)) {
    if (SHOWN_ABOVE.has(field) || (Array.isArray(value) && value.length === 0)) continue;
    await printLine(`    ${field}: ${forTerminal(Array.isArray(value) ? value.join(", ") : String(value))}`);
  }
}

/** The match that a mention was read from: of its rule, in the sentence that holds the quote. */
function hitOf({ ruleId, quote }: CodedMention, hits: readonly RuleHit[]): RuleHit | undefined {
  const own = hits.filter((hit) => hit.ruleId === ruleId);
  // Quotes are as captured, sentences normalised; in traditional text the first match of the rule must do.
  return own.find(({ sentence }) => sentence.includes(quote)) ?? own[0];
}
