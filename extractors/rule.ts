import { z } from "zod";
import { ConfigError } from "../sources/errors.ts";
import { CHUNK_KINDS, type Chunk, type ChunkKind, chunkLetter, type TaggedSentence } from "./chunk.ts";
import { AgreementType, EventType, PrcActor, Topic } from "./event.ts";

const Example = z.strictObject({
  text: z.string().min(4),
  /** What each slot holds, as written. */
  slots: z.record(z.string(), z.string()).optional(),
});
const NearMiss = z.strictObject({ text: z.string().min(4), because: z.string().min(4) });

/** What a rule tells within its type, where its reader must know; `docs/add-a-rule.md` says what each means. */
const TELLS = [
  "arrival",
  "capture",
  "commanders",
  "escort",
  "flight",
  "joint",
  "raid",
  "received",
  "return",
  "surrender",
] as const;
export type Tells = (typeof TELLS)[number];

/** A rule as an analyst writes it in `config/rules/`. `docs/add-a-rule.md` explains every key. */
export const RuleEntry = z.strictObject({
  id: z.string().regex(/^[a-z]+\.(zh|en|fr|es)\.[a-z0-9-]+$/, 'an id as "meeting.zh.call-on"'),
  /** One line that says what the rule recognises. */
  reads: z.string().min(8),
  /** The text must hold one of these words before the pattern is tried. */
  keywords: z.array(z.string().min(1)).min(1),
  pattern: z.string().min(3),
  /** Fixed values the rule gives. */
  gives: z
    .strictObject({
      agreement_type: AgreementType.optional(),
      actors: z.array(PrcActor).optional(),
      topics: z.array(Topic).optional(),
      round: z.number().optional(),
      persons: z.number().optional(),
    })
    .default({}),
  tells: z.array(z.enum(TELLS)).default([]),
  claim: z.enum(["planned", "pledge", "total"]).optional(),
  /** A broad rule, read only in sentences where no other rule of its type gives an event; its reader asks for more. */
  trigger: z.boolean().default(false),
  /** The broadest: read only in sentences of which no rule of any type has told an event. */
  alone: z.boolean().default(false),
  /** The rule is tried in documents of this genre only. */
  genre: z.enum(["page", "analysis"]).optional(),
  /** Events that only muted rules report wait for a reviewer and count nowhere until one has decided. */
  muted: z.boolean().default(false),
  /** 0–1: how often its events are right before the context is weighed. */
  confidence: z.number().min(0).max(1).default(0.85),
  finds: z.array(Example).min(1),
  skips: z.array(NearMiss).min(1),
});
export type RuleEntry = z.infer<typeof RuleEntry>;

export interface Rule extends RuleEntry {
  readonly type: EventType;
  readonly language: string;
  readonly regex: RegExp;
}

/** Named pieces of patterns, `{{name}}`: a chunk kind, or a fragment of `config/rules/pieces.yaml`. */
export const PieceFile = z.record(z.string().regex(/^[a-z_]+$/), z.string());

const PIECE = /\{\{([a-z_]+)(?::(\d+))?\}\}/g;
const MAX_GAP = 120;

/** Compiles one rule; throws {@link ConfigError} naming the file and rule where the pattern cannot be used. */
export function compileRule(entry: RuleEntry, pieces: Readonly<Record<string, string>>, file: string): Rule {
  const [type, language] = entry.id.split(".") as [string, string];
  const known = EventType.safeParse(type);
  if (!known.success) {
    throw new ConfigError(`${file}: ${entry.id}: the id must begin with an event type, found "${type}"`);
  }
  const source = expand(entry.pattern, pieces, `${file}: ${entry.id}`, 0);
  if (/(?<!\\)[.\]][*+](?!\?)|\.\*|\.\+/.test(source.replaceAll(/\\./g, ""))) {
    throw new ConfigError(
      `${file}: ${entry.id}: the pattern has an unbounded gap (.* .+ ]* ]+); use {{gap}} or {{gap:N}}`,
    );
  }
  try {
    // Chunks carry what capitals tell of Latin script, so its patterns are read in any case.
    const flags = language === "zh" ? "dg" : "dgi";
    return { ...entry, type: known.data, language, regex: new RegExp(source, flags) };
  } catch (cause) {
    const why = (cause as Error).message.split(": ").at(-1);
    throw new ConfigError(`${file}: ${entry.id}: not a valid pattern: ${why}`, { cause });
  }
}

/** Compiles a pattern without slots to be kept: a part of a rule's, or a list of words. Throws {@link ConfigError}. */
export function compileSource(
  source: string,
  pieces: Readonly<Record<string, string>>,
  language: string,
  place: string,
): RegExp {
  const expanded = expand(source, pieces, place, 0);
  try {
    return new RegExp(expanded, language === "zh" ? "" : "i");
  } catch (cause) {
    // The engine repeats the whole pattern; what is wrong with it stands at the end.
    const why = (cause as Error).message.split(": ").at(-1);
    throw new ConfigError(`${place}: not a valid pattern: ${why}`, { cause });
  }
}

function expand(
  pattern: string,
  pieces: Readonly<Record<string, string>>,
  place: string,
  depth: number,
): string {
  if (depth > 5) throw new ConfigError(`${place}: pieces name each other in a circle`);
  return pattern.replaceAll(PIECE, (_, name: string, size: string | undefined) => {
    if (name === "clause") return `[^\\n。！？；，]{0,${Math.min(Number(size ?? 20), MAX_GAP)}}?`;
    if (name === "gap") {
      const most = Math.min(Number(size ?? 30), MAX_GAP);
      return `[^\\n。！？；]{0,${most}}?`;
    }
    if ((CHUNK_KINDS as readonly string[]).includes(name)) return chunkLetter(name as ChunkKind);
    const piece = pieces[name];
    if (piece === undefined)
      throw new ConfigError(`${place}: unknown piece {{${name}}}; see config/rules/pieces.yaml`);
    return `(?:${expand(piece, pieces, place, depth + 1)})`;
  });
}

/** One match of a rule in a sentence. */
export interface RuleMatch {
  readonly rule: Rule;
  readonly sentence: TaggedSentence;
  /** Offsets into the field. */
  readonly start: number;
  readonly end: number;
  /** Offsets into `sentence.tagged`. */
  readonly from: number;
  readonly to: number;
  readonly slots: Readonly<Record<string, Slot>>;
}

/** The words a match covers, normalised; `more` characters after it, where they are asked for. */
export function matchedText({ sentence, start, end }: RuleMatch, more = 0): string {
  return sentence.text.slice(start - sentence.start, end - sentence.start + more);
}

export interface Slot {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly chunks: readonly Chunk[];
}

/** Every match of a rule in a sentence, from left to right, not overlapping. */
export function matchRule(rule: Rule, sentence: TaggedSentence): RuleMatch[] {
  const matches: RuleMatch[] = [];
  for (const match of sentence.tagged.matchAll(rule.regex)) {
    if (match[0] === "") continue;
    const slots: Record<string, Slot> = {};
    for (const [name, range] of Object.entries(match.indices?.groups ?? {})) {
      if (range) slots[name] = slotOf(sentence, range[0], range[1]);
    }
    const to = match.index + match[0].length;
    matches.push({
      rule,
      sentence,
      start: sentence.offsets[match.index]!,
      end: endOffset(sentence, to),
      from: match.index,
      to,
      slots,
    });
  }
  return matches;
}

function slotOf(sentence: TaggedSentence, from: number, to: number): Slot {
  const start = sentence.offsets[from]!;
  const end = endOffset(sentence, to);
  const chunks = sentence.chunkAt.slice(from, to).filter((chunk) => chunk !== undefined);
  return { start, end, text: sentence.text.slice(start - sentence.start, end - sentence.start), chunks };
}

/** Where the character before tagged position `to` ends in the field. */
function endOffset(sentence: TaggedSentence, to: number): number {
  const last = sentence.chunkAt[to - 1];
  return last ? last.end : sentence.offsets[to - 1]! + 1;
}

/** Whether the rule of a match tells of one of these kinds of act. */
export function tells({ rule }: Pick<RuleMatch, "rule">, ...kinds: readonly Tells[]): boolean {
  return kinds.some((kind) => rule.tells.includes(kind));
}
