import type { FC } from "hono/jsx";
import { EVENT_TYPES } from "../../extractors/event.ts";
import { countryName } from "../labels.ts";
import { filterOf, type Listing, queryOf } from "../queue-filter.ts";
import { QUEUE_TEXTS } from "../texts/queue.ts";
import { LANGUAGE_TEXTS, REASON_TEXTS, TYPE_TEXTS } from "../texts.ts";
import type { QueuePageProps } from "./queue.tsx";

type Props = Pick<
  QueuePageProps,
  "listing" | "counts" | "countries" | "sources" | "reasons" | "within" | "sourceName"
>;

/** The lists with their counts, and what narrows them: links and one form, so that all of it works without script. */
export const QueueFilters: FC<Props> = (props) => (
  <search class="narrow" aria-label={QUEUE_TEXTS.filters}>
    <Lists {...props} />
    <Reasons {...props} />
    <Types {...props} />
    <MoreFilters {...props} />
  </search>
);

const LISTS = ["waiting", "accepted", "corrected", "rejected", "all"] as const;

const Lists: FC<Props> = ({ listing, counts }) => (
  <ul class="tabs" aria-label={QUEUE_TEXTS.lists}>
    {LISTS.map((one) => (
      <Chip
        text={QUEUE_TEXTS.heading[one]}
        count={counts.byStatus[one] ?? 0}
        href={narrowed(listing, { status: one === "waiting" ? undefined : one })}
        current={one === (listing.status ?? "waiting") && "page"}
      />
    ))}
  </ul>
);

const Reasons: FC<Props> = ({ listing, counts, reasons }) => {
  const shown = reasons.filter(
    (reason) => (counts.byReason[reason] ?? 0) > 0 || listing.reason?.includes(reason),
  );
  if (shown.length === 0) return null;
  return (
    <ul class="tabs" aria-label={QUEUE_TEXTS.reasons}>
      {shown.map((reason) => (
        <Chip
          text={QUEUE_TEXTS.short[reason]}
          title={REASON_TEXTS[reason]}
          count={counts.byReason[reason] ?? 0}
          href={narrowed(listing, { reason: toggled(listing.reason, reason) })}
          current={listing.reason?.includes(reason) === true && "true"}
        />
      ))}
    </ul>
  );
};

const Types: FC<Props> = ({ listing, counts }) => {
  const shown = EVENT_TYPES.filter((type) => (counts.byType[type] ?? 0) > 0 || listing.type?.includes(type));
  if (shown.length === 0) return null;
  return (
    <ul class="tabs" aria-label={QUEUE_TEXTS.types}>
      {shown.map((type) => (
        <Chip
          text={TYPE_TEXTS[type]}
          count={counts.byType[type] ?? 0}
          href={narrowed(listing, { type: toggled(listing.type, type) })}
          current={listing.type?.includes(type) === true && "true"}
        />
      ))}
    </ul>
  );
};

/** The address of the list with another value of one filter; an order goes along where the list can have it. */
function narrowed(listing: Listing, change: Partial<Listing>): string {
  const { order, ...rest } = { ...filterOf(listing), ...change };
  const kept = waits(rest) || order === "oldest" || order === "newest" ? order : undefined;
  return `/${queryOf({ ...rest, order: kept })}`;
}

function waits(listing: Partial<Listing>): boolean {
  return (listing.status ?? "waiting") === "waiting";
}

function toggled<T extends string>(values: readonly T[] | undefined, one: T): T[] | undefined {
  const rest = values?.includes(one) ? values.filter((other) => other !== one) : [...(values ?? []), one];
  return rest.length === 0 ? undefined : rest;
}

interface ChipProps {
  readonly text: string;
  readonly title?: string | undefined;
  readonly count: number;
  readonly href: string;
  readonly current: "page" | "true" | false;
}

const Chip: FC<ChipProps> = ({ text, title, count, href, current }) => (
  <li>
    <a href={href} title={title} {...(current ? { "aria-current": current } : {})}>
      {text} <span class="n">{count.toLocaleString("en")}</span>
    </a>
  </li>
);

/** Filters that are in the form; where one is set the form stands open. */
const IN_FORM = [
  "words",
  "country",
  "language",
  "source",
  "from",
  "to",
  "confidence_from",
  "confidence_to",
  "decided_by",
  "conflict",
  "duplicate",
  "order",
] as const;

/** What is chosen less often, folded away until it is used. */
const MoreFilters: FC<Props> = (props) => {
  const { listing } = props;
  const used = IN_FORM.some((key) => listing[key] !== undefined);
  return (
    <details class="more" open={used}>
      <summary>{QUEUE_TEXTS.more}</summary>
      <form class="filters" method="get" action="/">
        <Carried listing={listing} />
        <Fields {...props} />
        <button type="submit">{QUEUE_TEXTS.show}</button>
        {used && (
          <a class="button" href={`/${queryOf({ status: listing.status })}`}>
            {QUEUE_TEXTS.remove}
          </a>
        )}
      </form>
    </details>
  );
};

/** What the links above have chosen: the form keeps it. */
const Carried: FC<Pick<Props, "listing">> = ({ listing }) => (
  <>
    {listing.status && <input type="hidden" name="status" value={listing.status} />}
    {listing.type?.map((type) => (
      <input type="hidden" name="type" value={type} />
    ))}
    {listing.reason?.map((reason) => (
      <input type="hidden" name="reason" value={reason} />
    ))}
  </>
);

const Fields: FC<Props> = ({ listing, countries, sources, within, sourceName }) => {
  const { fields, examples } = QUEUE_TEXTS;
  const countryNames = named(countries, countryName);
  const languages = Object.entries(LANGUAGE_TEXTS);
  const titles = named(sources, sourceName);
  return (
    <>
      <Field name="words" text={fields.words} value={listing.words} size={24} />
      <Choice name="country" text={fields.country} values={listing.country} options={countryNames} />
      <Choice name="language" text={fields.language} values={listing.language} options={languages} />
      <Choice name="source" text={fields.source} values={listing.source} options={titles} />
      <Field name="from" text={fields.from} value={listing.from} example={examples.from} />
      <Field name="to" text={fields.to} value={listing.to} example={examples.to} />
      <Field
        name="confidence_from"
        text={fields.confidenceFrom}
        value={listing.confidence_from}
        example={examples.confidenceFrom}
      />
      <Field
        name="confidence_to"
        text={fields.confidenceTo}
        value={listing.confidence_to}
        example={examples.confidenceTo}
      />
      {(listing.decided_by ?? [""]).map((name) => (
        <Field name="decided_by" text={fields.decidedBy} value={name} />
      ))}
      <Order listing={listing} within={within} />
      <Check name="conflict" text={fields.conflict} checked={listing.conflict === "1"} />
      <Check name="duplicate" text={fields.duplicate} checked={listing.duplicate === "1"} />
    </>
  );
};

const Order: FC<Pick<Props, "listing" | "within">> = ({ listing, within }) => {
  const orders = waits(listing)
    ? (["newest", "oldest", "waiting", "unsure", "sure"] as const)
    : (["newest", "oldest"] as const);
  return (
    <label>
      {QUEUE_TEXTS.fields.order}
      <select name="order">
        {orders.map((one) => (
          <option value={one === within && listing.order === undefined ? "" : one} selected={one === within}>
            {QUEUE_TEXTS.orders[one]}
          </option>
        ))}
      </select>
    </label>
  );
};

const Check: FC<{ name: string; text: string; checked: boolean }> = ({ name, text, checked }) => (
  <label class="check">
    <input type="checkbox" name={name} value="1" checked={checked} />
    {text}
  </label>
);

function named(codes: readonly string[], name: (code: string) => string): [string, string][] {
  return codes
    .map((code): [string, string] => [code, name(code)])
    .sort(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0));
}

interface FieldProps {
  readonly name: string;
  readonly text: string;
  readonly value: string | undefined;
  readonly example?: string;
  /** Characters that are seen at once. */
  readonly size?: number;
}

const Field: FC<FieldProps> = (props) => (
  <label>
    {props.text}
    <input name={props.name} value={props.value ?? ""} size={props.size ?? 9} placeholder={props.example} />
  </label>
);

interface ChoiceProps {
  readonly name: string;
  readonly text: string;
  readonly values: readonly string[] | undefined;
  readonly options: readonly (readonly [string, string])[];
}

/** One of the options; where the address names several, a list in which several can be chosen. */
const Choice: FC<ChoiceProps> = ({ name, text, values = [], options }) => {
  const unknown = values.filter((value) => !options.some(([code]) => code === value));
  return (
    <label>
      {text}
      <select name={name} {...(values.length > 1 ? { multiple: true, size: 4 } : {})}>
        <option value="">{QUEUE_TEXTS.any}</option>
        {[...options, ...unknown.map((code) => [code, code] as const)].map(([code, label]) => (
          <option value={code} selected={values.includes(code)}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
};
