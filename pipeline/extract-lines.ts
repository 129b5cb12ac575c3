import type { CodedClaim, CodedMention, Coding, DatePrecision, Span } from "../extractors/event.ts";
import { datePrecision, inferredFields } from "../extractors/event.ts";
import { extract, type Rulebook, type TextToCode } from "../extractors/extract.ts";
import { readDocumentLine } from "../sources/document-line.ts";
import { detectLanguage } from "../sources/language.ts";
import type { Source } from "../sources/source.ts";
import { findSourceByUrl } from "../sources/source-hosts.ts";
import { parseLine } from "./import-entry.ts";

/** An event in the form of the codebook, as it leaves the program before it is linked. */
export type ExtractedEvent = Coding & {
  evidence: string;
  confidence: number;
  rule: string;
  date_precision: DatePrecision;
  /** Where the evidence and each field's values stand in the title or text. */
  spans: { evidence: Span } & Partial<Record<keyof Coding, readonly Span[]>>;
  /** Fields with a value that no words of their own say; they have no span. */
  inferred: (keyof Coding)[];
};

export interface ExtractedClaim extends Omit<CodedClaim, "quote" | "ruleId" | "evidence"> {
  evidence: string;
  rule: string;
  spans: { evidence: Span };
}

/** One line of `extract` output. */
export interface ExtractedLine {
  readonly id: string;
  readonly events: ExtractedEvent[];
  readonly claims: ExtractedClaim[];
}

/**
 * A line of documents as the rules read it, with the source among `sources` that its address belongs to. Throws SourceError that
 * names the place.
 */
export async function textOfLine(
  bytes: Buffer | string,
  place: string,
  sources: readonly Source[],
): Promise<TextToCode> {
  const line = parseLine(bytes, place);
  const { title, text, published } = readDocumentLine(line, line.url ?? place);
  const given: { language: "zh" | "en"; languageCode: string } | null =
    line.lang === "zh" || line.lang === "en" ? { language: line.lang, languageCode: line.lang } : null;
  const { language, languageCode } = given ?? (await detectLanguage(title, text, line.lang));
  const source = line.url === undefined ? null : findSourceByUrl(sources, line.url);
  const of = source === null ? {} : { sourceId: source.id };
  return { id: line.id ?? line.url ?? place, language, languageCode, title, text, published, ...of };
}

/** What the rules read in a document, in the form of the codebook. */
export function extractText(rulebook: Rulebook, document: TextToCode): ExtractedLine {
  const { mentions, claims } = extract(rulebook, document);
  return { id: document.id, events: mentions.map(eventOf), claims: claims.map(claimOf) };
}

function eventOf(mention: CodedMention): ExtractedEvent {
  const { coding, quote, confidence, ruleId, evidence, fieldSpans } = mention;
  const read = Object.entries(fieldSpans).filter(([, spans]) => spans.length > 0);
  return {
    ...coding,
    evidence: quote,
    confidence,
    rule: ruleId,
    date_precision: datePrecision(coding.date),
    spans: { evidence, ...Object.fromEntries(read) },
    inferred: inferredFields(mention),
  };
}

function claimOf({ quote, ruleId, evidence, ...claim }: CodedClaim): ExtractedClaim {
  return { ...claim, evidence: quote, rule: ruleId, spans: { evidence } };
}
