import type { FC } from "hono/jsx";
import type { QueueReason } from "../../sources/review-settings.ts";
import type { QueueEvent } from "../../store/queue.ts";
import { dateText, headline, languageTag, percent } from "../labels.ts";
import { OPINION_TEXTS } from "../texts/opinions.ts";
import { QUEUE_TEXTS } from "../texts/queue.ts";
import { REASON_TEXTS, STATUS_TEXTS } from "../texts.ts";

interface Props {
  readonly event: QueueEvent;
  readonly query: string;
  /** It stands under a heading that says what it waits for. */
  readonly grouped: boolean;
  readonly sourceName: (id: string) => string;
}

/** An event in a list: what it is, the words that prove it, where they stand, and what is the matter with it. */
export const QueueItem: FC<Props> = ({ event, query, grouped, sourceName }) => {
  const { queueReason, similar } = event;
  const lang = languageTag(event);
  return (
    <li>
      <a class="title" href={`/events/${event.id}${query}`} data-item>
        {headline(event)}
      </a>
      {event.status !== "new" && <span class={`badge ${event.status}`}>{STATUS_TEXTS[event.status]}</span>}
      {event.autoAccepted !== null && <span class="badge auto">{OPINION_TEXTS.auto.badge}</span>}
      {queueReason && !grouped && (
        <span class="badge" title={REASON_TEXTS[queueReason]}>
          {QUEUE_TEXTS.short[queueReason as QueueReason]}
        </span>
      )}
      {event.conflict && queueReason !== "conflict" && (
        <span class="badge conflict">{QUEUE_TEXTS.conflict}</span>
      )}
      {similar.length > 0 && <span class="badge double">{QUEUE_TEXTS.duplicates(similar.length)}</span>}
      <p class="quote" lang={lang}>
        {shorten(event.quote, 160)}
      </p>
      <p class="soft small">
        <span lang={lang}>{shorten(event.title, 60) || QUEUE_TEXTS.noTitle}</span> ·{" "}
        {sourceName(event.source)}
        {event.published && `, ${dateText(event.published)}`} · {QUEUE_TEXTS.reports(event.mentionCount)} ·{" "}
        {QUEUE_TEXTS.confidence(percent(event.confidence))}
      </p>
    </li>
  );
};

/** Cut at a length, with an ellipsis; never within a surrogate pair. */
function shorten(text: string, length: number): string {
  const characters = [...text.slice(0, length * 2 + 2)];
  return characters.length > length ? `${characters.slice(0, length).join("")}…` : text;
}
