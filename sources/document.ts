import { z } from "zod";

/** `zh` and `en` are coded; `other` is kept but not coded. */
export type Language = "zh" | "en" | "other";
/** Hans and Hant are simplified and traditional Chinese. */
export type Script = "hans" | "hant" | "latn" | "other";

/** One article as plain text. Spans in later records are offsets (UTF-16 units) into `text` or `title` as captured. */
export interface Document {
  readonly id: string;
  readonly snapshotId: string;
  readonly sourceId: string;
  readonly canonicalUrl: string;
  /** 1 for the first reading; a page whose article changed gets the next number. */
  readonly version: number;
  readonly language: Language;
  /** ISO 639-3 as franc names it, or "und". */
  readonly languageCode: string;
  readonly script: Script;
  readonly title: string;
  /** Paragraphs joined by "\n", in the script of the page. */
  readonly text: string;
  /** YYYY-MM-DD; null when the page shows none; never the capture date. */
  readonly published: string | null;
  /** TRS number shared by the twin addresses of one mission article. */
  readonly documentNumber: string | null;
  /** SHA-256 of title, text and date: what makes a new version. */
  readonly contentSha256: string;
}

/** What an adapter reads from an article page, before language and identity are added. */
export interface Article {
  readonly title: string;
  readonly text: string;
  readonly published: string | null;
  readonly documentNumber: string | null;
  /** The address the page names as its own, when it names one. */
  readonly canonicalUrl: string | null;
  /** Doubts for a person to look at, as a date that does not fit the page's number. */
  readonly warnings?: readonly string[];
  /** Address of the next page of an article that stands on several; it becomes a document of its own. */
  readonly nextPart?: string | null;
}

/** A line of `import` and `extract` input. */
export const DocumentLine = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(String).optional(),
  url: z.string().optional(),
  title: z.string().default(""),
  published: z
    .string()
    .regex(/^\d{4}(-\d{2}(-\d{2})?)?/, "a date as YYYY-MM-DD")
    .nullish(),
  lang: z.string().optional(),
  text: z.string().optional(),
  html: z.string().optional(),
});
export type DocumentLine = z.infer<typeof DocumentLine>;
