import { createHash } from "node:crypto";
import { z } from "zod";
import { readYamlFile } from "../sources/yaml-file.ts";
import { AgreementType, EVENT_TYPES, type EventType, PrcActor, Topic } from "./event.ts";
import type { CopyLimits } from "./text-copy.ts";

/** The reasons that may count for or against two mentions being one event, as `config/linking.yaml` names them. */
const REASONS = [
  "start",
  "same_countries",
  "shared_country",
  "same_day",
  "one_day_far_zone",
  "one_day",
  "within_spread",
  "same_month",
  "same_year",
  "near_month",
  "same_round",
  "same_ordinal",
  "other_ordinal",
  "same_foreign_person",
  "other_foreign_person",
  "same_prc_person",
  "other_prc_person",
  "same_office",
  "other_office",
  "shared_actor",
  "other_actors",
  "same_agreement_type",
  "near_agreement_type",
  "shared_topic",
  "specific_topic",
  "other_topics",
  "same_number",
  "near_number",
  "other_number",
  "shared_item",
  "same_count",
  "other_count",
  "other_items",
  "same_name",
  "other_name",
  "same_paper",
  "other_paper",
  "same_place",
  "other_place",
  "same_wording",
  "same_title",
  "same_page",
  "same_passage",
] as const;
const Reason = z.enum(REASONS);
export type Reason = z.infer<typeof Reason>;

const share = z.number().min(0).max(1);
const words = z.record(z.string(), z.array(z.string().min(1)).min(1));
const days = z.int().min(0).max(366);

const LinkingConfigFile = z
  .strictObject({
    thresholds: z.strictObject({ linked: share, possible: share, margin: share }),
    points: z.record(Reason, z.number().min(-20).max(20)),
    by_type: z.partialRecord(z.enum(EVENT_TYPES), z.partialRecord(Reason, z.number().min(-20).max(20))),
    spread_days: z.record(z.enum(EVENT_TYPES), days),
    round_days: days,
    near_agreement_types: z.array(z.tuple([AgreementType, AgreementType])),
    far_zones: z.array(z.string().regex(/^[A-Z]{2}$/, "two capital letters, ISO 3166-1")),
    general_topics: z.array(Topic),
    minor_actors: z.array(PrcActor),
    offices: words,
    items: words,
    names: words,
    copies: z.strictObject({
      least_contained: share,
      most_replaced: share,
      reprint_days: days,
      furniture: z.array(z.string().min(2)),
    }),
  })
  .refine((config) => config.thresholds.possible <= config.thresholds.linked, {
    path: ["thresholds", "possible"],
    message: "must not be above `linked`",
  });

/** Weights and word lists of linking, ready for use. */
export interface LinkingConfig {
  /** Of what the file says, comments and layout aside. */
  readonly sha256: string;
  readonly thresholds: { readonly linked: number; readonly possible: number; readonly margin: number };
  /** Points of a reason for an event type. */
  readonly points: (type: EventType, reason: Reason) => number;
  readonly spreadDays: Readonly<Record<EventType, number>>;
  readonly roundDays: number;
  readonly nearAgreementTypes: ReadonlySet<string>;
  readonly farZones: ReadonlySet<string>;
  /** Words, folded, longest first, with the class they stand for. */
  readonly offices: readonly WordClass[];
  readonly items: readonly WordClass[];
  /** Exercises and operations by their names. */
  readonly names: readonly WordClass[];
  /** Topics that most engagements have, and organs that stand beside any other: they tell little. */
  readonly generalTopics: ReadonlySet<string>;
  readonly minorActors: ReadonlySet<string>;
  readonly copies: CopyLimits & {
    /** Days between two publications of one text, at most, within which the dates read there may differ. */
    readonly reprintDays: number;
    /** Words, in small letters, that mark a clause as no part of a report. */
    readonly furniture: readonly string[];
  };
}

export interface WordClass {
  readonly name: string;
  readonly words: readonly string[];
}

/** Reads `config/linking.yaml`. Throws ConfigError naming the file and key. */
export function loadLinkingConfig(file: string): LinkingConfig {
  const read = readYamlFile(file, LinkingConfigFile);
  const classes = (lists: Record<string, string[]>): WordClass[] =>
    Object.entries(lists).map(([name, list]) => ({ name, words: list.map((word) => word.toLowerCase()) }));
  return {
    sha256: createHash("sha256").update(JSON.stringify(read)).digest("hex"),
    thresholds: read.thresholds,
    points: (type, reason) => read.by_type[type]?.[reason] ?? read.points[reason],
    spreadDays: read.spread_days,
    roundDays: read.round_days,
    nearAgreementTypes: new Set(read.near_agreement_types.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`])),
    farZones: new Set(read.far_zones),
    offices: classes(read.offices),
    items: classes(read.items),
    names: classes(read.names),
    generalTopics: new Set(read.general_topics),
    minorActors: new Set(read.minor_actors),
    copies: {
      leastContained: read.copies.least_contained,
      mostReplaced: read.copies.most_replaced,
      reprintDays: read.copies.reprint_days,
      furniture: read.copies.furniture.map((word) => word.toLowerCase()),
    },
  };
}
