import { createHash } from "node:crypto";

/**
 * What a text must hold for a unit to make any difference to how it is read: one of the words, `anywhere` even inside
 * longer words or as a `whole` word, or be of one of the `sources`; "mentions": something must have been read in it; "all":
 * nothing is known.
 */
export type Bound = BoundWords | "mentions" | "all";

/** Without any words or sources no text is meant. */
export interface BoundWords {
  readonly anywhere?: readonly string[];
  readonly whole?: readonly string[];
  /** Ids of the register. */
  readonly sources?: readonly string[];
}

/** The smallest part of a configuration that people change: a rule, a word or line of a dictionary, an entry of a list. */
export interface RuleUnit {
  /** The file below `config/`; all rules are in one part, because their order among one another counts. */
  readonly part: string;
  /** Unique within the part, and readable. That of a word of a line is the key of the line, a comma, and the word. */
  readonly key: string;
  readonly digest: string;
  readonly bound: Bound;
}

/** The part that holds the rules: the key of a rule is its id, that of a keyword begins with it. */
export const RULES = "rules";

/** A digest of a value of JSON. */
export function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}
