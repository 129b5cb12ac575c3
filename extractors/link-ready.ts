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
  readonly ready: Map<string, ReadyMention>;
}

/** A context over weights and known names (see `buildNameLookup`). */
export function linkContext(given: { config: LinkingConfig; names?: NameLookup }): LinkContext {
  return {
    config: given.config,
    names: given.names ?? EMPTY_NAMES,
    readyNames: new Map(),
    ready: new Map(),
  };
}

/** A mention with what comparing it needs, worked out once; what only some comparisons ask for, when it is first asked for. */
export class ReadyMention {
  readonly mention: LinkableMention;
  readonly days: DayRange;
  readonly window: DayRange;
  readonly quote: string;
  readonly prc: readonly ReadyName[];
  readonly foreign: readonly ReadyName[];
  readonly items: Goods;
  readonly place: string | undefined;
  private readonly context: LinkContext;
  private known: {
    title?: string;
    sentence?: string;
    ordinals?: ReadonlySet<number>;
    itemsNamed?: ReadonlySet<string>;
    names?: readonly EventName[];
    papers?: readonly string[];
    offices?: ReadonlySet<string>;
    quotePieces?: ReadonlySet<string>;
    titlePieces?: ReadonlySet<string>;
  } = {};

  constructor(mention: LinkableMention, context: LinkContext) {
    const { coding } = mention;
    this.mention = mention;
    this.context = context;
    this.days = dayRange(coding.date);
    this.window = windowDays(mention, context.config);
    this.quote = fold(mention.quote);
    this.prc = this.named("prc", coding.prc_people);
    this.foreign = this.named("foreign", coding.foreign_people);
    this.items = coding.items ? goodsOf(coding.items, context.config.items) : NO_GOODS;
    this.place = coding.location === undefined ? undefined : fold(coding.location).replace(/[省市]$/, "");
  }

  private named(side: "prc" | "foreign", list: readonly string[]): ReadyName[] {
    const beside = this.mention.people.filter((person) => person.side === side).map(({ name }) => name);
    const all = beside.length > 0 ? [...new Set([...list, ...beside])] : list;
    return all.slice(0, MAX_NAMES).map((name) => rememberedName(name, side, this.context));
  }

  get title(): string {
    this.known.title ??= fold(this.mention.title);
    return this.known.title;
  }

  private get sentence(): string {
    const { sentence } = this.mention;
    this.known.sentence ??= sentence === undefined ? this.quote : fold(sentence);
    return this.known.sentence;
  }

  /** Ordinals of a series, from the sentence, or from the title for an event that is the page's own. */
  get ordinals(): ReadonlySet<number> {
    this.known.ordinals ??= this.readOrdinals();
    return this.known.ordinals;
  }

  private readOrdinals(): ReadonlySet<number> {
    const { round, background } = this.mention.coding;
    const inSentence = ordinals(`${this.quote} ${this.sentence}`);
    const found = inSentence.size > 0 || background ? inSentence : ordinals(this.title);
    if (round !== undefined) found.add(round);
    return found;
  }

  /** Goods that the sentence names, where the coding lists none. */
  get itemsNamed(): ReadonlySet<string> {
    const { coding } = this.mention;
    const unread = coding.type === "assistance" && !coding.items?.length;
    const text = unread ? `${this.quote} ${this.sentence}` : "";
    this.known.itemsNamed ??= wordClasses(text, this.context.config.items);
    return this.known.itemsNamed;
  }

  /** Names of the exercise or operation. */
  get names(): readonly EventName[] {
    const text = this.mention.coding.background ? this.sentence : `${this.sentence} ${this.title}`;
    this.known.names ??= eventNames(text, this.context.config.names);
    return this.known.names;
  }

  /** What the paper is about. */
  get papers(): readonly string[] {
    this.known.papers ??= this.readPapers();
    return this.known.papers;
  }

  private readPapers(): readonly string[] {
    const quoted = paperSubjects(this.quote);
    const beside = quoted.length > 0 ? quoted : paperSubjects(this.sentence);
    // A sentence that names several papers does not say which of them this is.
    return beside.length === 1 ? beside : [];
  }

  /** Office classes of the foreign principals. */
  get offices(): ReadonlySet<string> {
    this.known.offices ??= this.readOffices();
    return this.known.offices;
  }

  private readOffices(): ReadonlySet<string> {
    const { people, coding } = this.mention;
    const { offices } = this.context.config;
    const listed = people.filter((p) => p.side === "foreign").flatMap((p) => [p.office_en, p.office]);
    const beside = this.foreign.flatMap((name) =>
      [this.sentence, this.quote, this.title].map((text) => officeBeside(text, name.folded, offices)),
    );
    const found = listed.map((office) => office && firstClass(fold(office), offices));
    const named = new Set([...found, ...beside].filter((office) => typeof office === "string"));
    if (named.size > 0) return named;
    const inQuote = officesIn(this.quote, offices);
    return inQuote.size > 0 || coding.background ? inQuote : officesIn(this.title, offices);
  }

  get quotePieces(): ReadonlySet<string> {
    this.known.quotePieces ??= pieces(this.mention.quote);
    return this.known.quotePieces;
  }

  get titlePieces(): ReadonlySet<string> {
    this.known.titlePieces ??= pieces(this.mention.title);
    return this.known.titlePieces;
  }
}

const NO_GOODS: Goods = new Map();
const MAX_NAMES = 12;
const MAX_REMEMBERED = 100_000;

/** Prepares a mention; the last ones of a context are remembered. */
export function readyMention(mention: LinkableMention, context: LinkContext): ReadyMention {
  const known = context.ready.get(mention.id);
  if (known?.mention === mention) return known;
  if (context.ready.size >= MAX_REMEMBERED) context.ready.clear();
  const ready = new ReadyMention(mention, context);
  context.ready.set(mention.id, ready);
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
