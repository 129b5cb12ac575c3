import type { FC } from "hono/jsx";
import type { QueueReason } from "../../sources/review-settings.ts";
import type { QueueEvent } from "../../store/queue.ts";
import type { QueueCounts } from "../../store/queue-counts.ts";
import type { Within } from "../../store/queue-order.ts";
import { filterOf, type Listing, queryOf } from "../queue-filter.ts";
import { QUEUE_TEXTS } from "../texts/queue.ts";
import { REASON_TEXTS } from "../texts.ts";
import { type Done, DoneNotice } from "./done-notice.tsx";
import { Layout, type Visit } from "./layout.tsx";
import { QueueFilters } from "./queue-filters.tsx";
import { QueueItem } from "./queue-item.tsx";

export interface QueuePageProps {
  readonly visit: Visit;
  readonly listing: Listing;
  readonly events: readonly QueueEvent[];
  readonly counts: QueueCounts;
  readonly next: string | null;
  readonly done: Done | undefined;
  /** Codes of the countries that events name. */
  readonly countries: readonly string[];
  /** Ids of the sources that report events. */
  readonly sources: readonly string[];
  /** The reasons in the order in which they come. */
  readonly reasons: readonly QueueReason[];
  /** What the list is ordered by. */
  readonly within: Within;
  /** The title of a source, or its id when the register does not know it. */
  readonly sourceName: (id: string) => string;
}

/** The list of events that wait, or of any other filter; the filter is the address. */
export const QueuePage: FC<QueuePageProps> = (props) => {
  const { visit, listing, events, counts, done, within } = props;
  const status = listing.status ?? "waiting";
  return (
    <Layout title={QUEUE_TEXTS.title} visit={visit}>
      {done && <DoneNotice done={done} query={queryOf(filterOf(listing))} />}
      <h1>{QUEUE_TEXTS.heading[status]}</h1>
      <QueueFilters {...props} />
      <p class="soft small" role="status">
        {QUEUE_TEXTS.count(counts.total)}
        {counts.total > 1 && `, ${QUEUE_TEXTS.ordered(status === "waiting", QUEUE_TEXTS.orders[within])}`}
        {listing.after && `, ${QUEUE_TEXTS.continued}`}
      </p>
      {events.length === 0 ? <Empty listing={listing} counts={counts} /> : <Groups {...props} />}
      <Paging {...props} />
    </Layout>
  );
};

const Groups: FC<QueuePageProps> = ({ listing, events, counts, sourceName }) => {
  const query = queryOf(filterOf(listing));
  return (
    <>
      {groupsOf(events, (listing.status ?? "waiting") === "waiting").map(({ reason, members }) => (
        <>
          {reason !== null && <ReasonHeading reason={reason} waiting={counts.byReason[reason] ?? 0} />}
          <ol
            class="list queue"
            aria-label={reason === null ? QUEUE_TEXTS.events : QUEUE_TEXTS.short[reason]}
          >
            {members.map((event) => (
              <QueueItem event={event} query={query} grouped={reason !== null} sourceName={sourceName} />
            ))}
          </ol>
        </>
      ))}
    </>
  );
};

/** A reason with its meaning, unless that says no more than the reason. */
const ReasonHeading: FC<{ reason: QueueReason; waiting: number }> = ({ reason, waiting }) => (
  <h2 class="reason">
    {QUEUE_TEXTS.short[reason]}{" "}
    <span class="soft small">
      {reason !== "new" && REASON_TEXTS[reason] !== QUEUE_TEXTS.short[reason] && REASON_TEXTS[reason]} (
      {QUEUE_TEXTS.count(waiting)})
    </span>
  </h2>
);

const Paging: FC<QueuePageProps> = ({ listing, next }) => {
  const filter = filterOf(listing);
  if (!listing.after && !next) return null;
  return (
    <nav aria-label={QUEUE_TEXTS.pages}>
      {listing.after && (
        <a class="button" href={`/${queryOf(filter)}`} rel="first">
          {QUEUE_TEXTS.first}
        </a>
      )}{" "}
      {next && (
        <a class="button" href={`/${queryOf({ ...filter, after: next })}`} rel="next">
          {QUEUE_TEXTS.next}
        </a>
      )}
    </nav>
  );
};

interface Group {
  readonly reason: QueueReason | null;
  readonly members: QueueEvent[];
}

/** What waits comes by reason: each has a heading of its own. */
function groupsOf(events: readonly QueueEvent[], waits: boolean): Group[] {
  const groups: Group[] = [];
  for (const event of events) {
    const reason = waits ? (event.queueReason as QueueReason | null) : null;
    const last = groups.at(-1);
    if (last?.reason === reason) last.members.push(event);
    else groups.push({ reason, members: [event] });
  }
  return groups;
}

const Empty: FC<{ listing: Listing; counts: QueueCounts }> = ({ listing, counts }) => {
  const { status = "waiting", ...filter } = filterOf(listing);
  const words = QUEUE_TEXTS.empty;
  const elsewhere = counts.byStatus.all ?? 0;
  if (queryOf(filter) === "") {
    return (
      <p class="notice">
        {status === "waiting" ? words.waiting : words.decided}{" "}
        {(counts.byStatus.accepted ?? 0) > 0 && <a href="/?status=accepted">{words.accepted}</a>}
      </p>
    );
  }
  return (
    <p class="notice">
      {words.filtered}{" "}
      {elsewhere > 0 && (
        <>
          {words.elsewhere(elsewhere)}{" "}
          <a href={`/${queryOf({ ...filter, status: "all" })}`}>{words.showAll}</a>
          {" · "}
        </>
      )}
      <a href={`/${queryOf({ status: listing.status })}`}>{QUEUE_TEXTS.remove}</a>
    </p>
  );
};
