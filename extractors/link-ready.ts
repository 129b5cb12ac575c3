import type { LinkingConfig } from "./link-config.ts";
import { type DayRange, dayRange, windowDays } from "./link-date.ts";
import { type Goods, goodsOf } from "./link-items.ts";
import type { LinkableMention } from "./link-mention.ts";
import { EMPTY_NAMES, type NameLookup, type ReadyName, readyName } from "./link-names.ts";
import { firstClass, officeBeside, officesIn, ordinals, pieces, wordClasses } from "./link-text.ts";
import { type EventName, eventNames, paperSubjects } from "./link-titles.ts";
import { fold } from "./romanise.ts";

/** What linking works with; make one for a run, because it remembers prepared names and mentions. */
export interface LinkContext {
  readonly config: LinkingConfig;
  readonly names: NameLookup;
  readonly readyNames: Map<string, ReadyName>;
  readonly ready: WeakMap<LinkableMention, ReadyMention>;
}

/** A context over weights and known names (see `buildNameLookup`). */
export function linkContext(given: { config: LinkingConfig; names?: NameLookup }): LinkContext {
  return {
    config: given.config,
    names: given.names ?? EMPTY_NAMES,
    readyNames: new Map(),
    ready: new WeakMap(),
  };
}

/** A mention with what comparing it needs, worked out once. */
export interface ReadyMention {
  readonly mention: LinkableMention;
  readonly days: DayRange;
  readonly window: DayRange;
  readonly quote: string;
  readonly title: string;
  readonly prc: readonly ReadyName[];
  readonly foreign: readonly ReadyName[];
  /** Ordinals of a series, from the sentence, or from the title for an event that is the page's own. */
  readonly ordinals: ReadonlySet<number>;
  readonly items: Goods;
  /** Goods that the sentence names, where the coding lists none. */
  readonly itemsNamed: () => ReadonlySet<string>;
  readonly place: string | undefined;
  /** Names of the exercise or operation, and what the papers named are about. */
  readonly names: () => readonly EventName[];
  readonly papers: () => readonly string[];
  /** Office classes of the foreign principals. */
  readonly offices: () => ReadonlySet<string>;
  readonly quotePieces: () => ReadonlySet<string>;
  readonly titlePieces: () => ReadonlySet<string>;
}

const MAX_NAMES = 12;
const MAX_REMEMBERED = 100_000;

/** Prepares a mention, once for each context. */
export function readyMention(mention: LinkableMention, context: LinkContext): ReadyMention {
  const known = context.ready.get(mention);
  if (known) return known;
  const { coding, people } = mention;
  const quote = fold(mention.quote);
  const title = fold(mention.title);
  const sentence = mention.sentence === undefined ? quote : fold(mention.sentence);
  const inSentence = ordinals(`${quote} ${sentence}`);
  const ordinal = inSentence.size > 0 || coding.background ? inSentence : ordinals(title);
  if (coding.round !== undefined) ordinal.add(coding.round);
  const named = (side: "prc" | "foreign", list: readonly string[]): ReadyName[] => {
    const all = [...new Set([...list, ...people.filter((p) => p.side === side).map((p) => p.name)])];
    return all.slice(0, MAX_NAMES).map((name) => rememberedName(name, side, context));
  };
  const foreign = named("foreign", coding.foreign_people);
  const offices = (): Set<string> => {
    const listed = people.filter((p) => p.side === "foreign").flatMap((p) => [p.office_en, p.office]);
    const beside = foreign.flatMap((name) =>
      [sentence, quote, title].map((text) => officeBeside(text, name.folded, context.config.offices)),
    );
    const found = listed.map((office) => office && firstClass(fold(office), context.config.offices));
    const named = new Set([...found, ...beside].filter((office) => typeof office === "string"));
    if (named.size > 0) return named;
    const inQuote = officesIn(quote, context.config.offices);
    return inQuote.size > 0 || coding.background ? inQuote : officesIn(title, context.config.offices);
  };
  const ready: ReadyMention = {
    mention,
    days: dayRange(coding.date),
    window: windowDays(mention, context.config),
    quote,
    title,
    prc: named("prc", coding.prc_people),
    foreign,
    ordinals: ordinal,
    items: goodsOf(coding.items ?? [], context.config.items),
    itemsNamed: once(() =>
      coding.items?.length || coding.type !== "assistance"
        ? new Set()
        : wordClasses(`${quote} ${sentence}`, context.config.items),
    ),
    place: coding.location === undefined ? undefined : fold(coding.location).replace(/[省市]$/, ""),
    names: once(() =>
      eventNames(coding.background ? sentence : `${sentence} ${title}`, context.config.names),
    ),
    papers: once(() => {
      const quoted = paperSubjects(quote);
      const beside = quoted.length > 0 ? quoted : paperSubjects(sentence);
      // A sentence that names several papers does not say which of them this is.
      return beside.length === 1 ? beside : [];
    }),
    offices: once(offices),
    quotePieces: once(() => pieces(mention.quote)),
    titlePieces: once(() => pieces(mention.title)),
  };
  context.ready.set(mention, ready);
  return ready;
}

function rememberedName(name: string, side: "prc" | "foreign", context: LinkContext): ReadyName {
  const key = `${side} ${name}`;
  let ready = context.readyNames.get(key);
  if (!ready) {
    if (context.readyNames.size >= MAX_REMEMBERED) context.readyNames.clear();
    ready = readyName(name, side, context.names);
    context.readyNames.set(key, ready);
  }
  return ready;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
