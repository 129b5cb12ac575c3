import type { Coding, EventType, Participant } from "./event.ts";

/** What linking needs to know of a mention: its coding and the document it was read in. */
export interface LinkableMention {
  readonly id: string;
  readonly documentId: string;
  readonly canonicalUrl: string;
  /** The number a mission's page has at every one of its addresses; null where there is none. */
  readonly documentNumber: string | null;
  /** Digest of title and text: equal for twins. */
  readonly contentSha256: string;
  readonly language: "zh" | "en" | "other";
  readonly published: string | null;
  readonly title: string;
  readonly type: EventType;
  readonly coding: Coding;
  readonly people: readonly Participant[];
  /** The span that proves the event. */
  readonly quote: string;
  /** The whole sentence the quote stands in, if known. */
  readonly sentence?: string;
  /** Whether a government publishes the page; read from its host where it is not said. */
  readonly official?: boolean;
  /** Fields whose values no words of their own say; none where it is not known. */
  readonly inferred?: readonly (keyof Coding)[];
  /** Ids of the documents that hold the same text as its own, whole or cut; none where it is not known. */
  readonly copies?: readonly string[];
}

/** An event that is already stored, with all its present mentions. */
export interface ExistingEvent {
  readonly eventId: string;
  readonly mentions: readonly LinkableMention[];
  /** A person has decided it: its mentions stay together under this id, and two such events never join. */
  readonly fixed?: boolean;
}
