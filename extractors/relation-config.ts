import { createHash } from "node:crypto";
import { z } from "zod";
import { readYamlFile } from "../sources/yaml-file.ts";
import { Coding, EventType } from "./event.ts";

/** How one event can stand to another: signed at it, next before it in a numbered series, a follow-up of it. */
export const RELATION_KINDS = ["signed_at", "next_in_series", "follows_up"] as const;
export const RelationKind = z.enum(RELATION_KINDS);
export type RelationKind = z.infer<typeof RelationKind>;

const Words = z.array(z.string().min(1)).min(1);
const Types = z.array(EventType).min(1);
const days = z.int().min(0).max(4000);

/** One event of an example: a small coding, the page that reports it and the sentence in which it does. */
const ExampleEvent = Coding.partial().extend({
  type: EventType,
  date: Coding.shape.date,
  countries: Coding.shape.countries,
  page: z.string().optional(),
  title: z.string().optional(),
  sentence: z.string().optional(),
});
export type ExampleEvent = z.infer<typeof ExampleEvent>;
const Example = { from: ExampleEvent, to: ExampleEvent };

const RelationRuleEntry = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/, "words in small letters, as signed-at.one-text"),
    reads: z.string().min(10),
    kind: RelationKind,
    from: Types,
    to: Types,
    /** Both are of one type. */
    same_type: z.literal(true).optional(),
    countries: z.enum(["same", "shared"]),
    /** What both must have in common: a text that reports them, or a person. */
    share: z.enum(["text", "person"]).optional(),
    /** Which comes first; where it is not said, either. */
    first: z.enum(["from", "to"]).optional(),
    days: z.strictObject({ least: days.default(0), most: days }),
    /** The two are neighbours in one numbered series, at most so many numbers apart. */
    series: z
      .strictObject({
        most: z.int().min(1).max(50),
        /** 0–1: how alike the words after the number must be, where both are in one language. */
        alike: z.number().min(0).max(1).default(0),
      })
      .optional(),
    /** One sentence that reports `from` must hold a word of each of these lists. */
    says: z.array(Words).min(1).optional(),
    /** How that sentence names the other event: by the title of its paper, by its date. */
    names: z
      .array(z.enum(["title", "date"]))
      .min(1)
      .optional(),
    finds: z.array(z.strictObject(Example)).min(1),
    skips: z.array(z.strictObject({ ...Example, because: z.string().min(5) })).min(1),
  })
  .refine(({ share, series, names }) => share || series || names, {
    message: "needs one of share, series and names: by these the other event is looked up",
  })
  .refine(({ kind, series }) => (kind === "next_in_series") === (series !== undefined), {
    path: ["series"],
    message: "belongs to the kind next_in_series, which needs it",
  })
  .refine(({ says, names }) => (says === undefined) === (names === undefined), {
    path: ["names"],
    message: "goes with says: the words that a sentence must hold, and how it names the other event",
  })
  .refine(({ share, days }) => share !== "person" || days.most <= 3, {
    path: ["days", "most"],
    message: "at most 3 with share: person, or too many events would be compared",
  })
  .refine(({ days: { least, most } }) => least <= most, {
    path: ["days", "least"],
    message: "must not be above most",
  });
export type RelationRule = z.infer<typeof RelationRuleEntry>;
export const RELATION_RULE_KEYS = Object.keys(RelationRuleEntry.shape);

const RelationsFile = z
  .strictObject({
    /** What each kind is called and means, for people. */
    kinds: z.record(RelationKind, z.strictObject({ label: z.string(), gloss: z.string() })),
    /** Words, in small letters, by which reports name a series: two that name different ones are not in one. */
    series_names: z.record(z.string(), Words),
    rules: z.array(RelationRuleEntry).min(1),
  })
  .superRefine(({ rules }, context) => {
    for (const [at, { id }] of rules.entries()) {
      if (rules.findIndex((rule) => rule.id === id) !== at)
        context.addIssue({ code: "custom", path: ["rules", at, "id"], message: `"${id}" is used twice` });
    }
  });

/** The rules by which relations are found, ready for use. */
export interface RelationConfig extends z.infer<typeof RelationsFile> {
  /** Digest of what decides: relations found with another one are looked for again. */
  readonly sha256: string;
}

/** Reads `config/relations.yaml`. Throws ConfigError naming file, line and key. */
export function loadRelationConfig(file: string): RelationConfig {
  const read = readYamlFile(file, RelationsFile);
  const deciding = {
    series: read.series_names,
    rules: read.rules.map(({ finds: _finds, skips: _skips, ...rule }) => rule),
  };
  return { ...read, sha256: createHash("sha256").update(JSON.stringify(deciding)).digest("hex") };
}
