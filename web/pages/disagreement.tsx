import type { FC } from "hono/jsx";
import { COMPARED_FIELDS } from "../../store/coding-difference.ts";
import type { EventRecord } from "../../store/event-record.ts";
import type { OpinionRecord, Said } from "../../store/opinion-rows.ts";
import { timeText, valueTexts } from "../labels.ts";
import { noteText, REJECT_REASONS } from "../reject-notes.ts";
import { OPINION_TEXTS } from "../texts/opinions.ts";
import { DECISION_TEXTS, FIELD_TEXTS } from "../texts.ts";
import { Decide } from "./decide.tsx";
import { Scroll } from "./scroll.tsx";

const TEXTS = OPINION_TEXTS.disagreement;

/** What two reviewers said without having seen each other: side by side while it is to be settled, later in short. */
export const Opinions: FC<{ record: EventRecord; query: string }> = ({ record, query }) => (
  <>
    {record.opinions.map((opinion) =>
      opinion.open ? (
        <Disagreement record={record} opinion={opinion} query={query} />
      ) : (
        <Settled opinion={opinion} />
      ),
    )}
  </>
);

interface DisagreementProps {
  readonly record: EventRecord;
  readonly opinion: OpinionRecord;
  readonly query: string;
}

const Disagreement: FC<DisagreementProps> = ({ record, opinion, query }) => (
  <section class="panel disagreement" id="disagreement" aria-labelledby="disagreement-title">
    <h2 id="disagreement-title">{TEXTS.title}</h2>
    <p class="small">{TEXTS.meaning}</p>
    <Scroll label={TEXTS.table}>
      <table>
        <thead>
          <tr>
            <th scope="col">{TEXTS.field}</th>
            <th scope="col">
              <Who said={opinion.first} />
            </th>
            <th scope="col">
              <Who said={opinion} />
            </th>
          </tr>
        </thead>
        <tbody>
          {opinion.differs[0] === "event" ? <NoEventRow /> : <FieldRows opinion={opinion} />}
          <SettleRow record={record} opinion={opinion} query={query} />
        </tbody>
      </table>
    </Scroll>
  </section>
);

const NoEventRow: FC = () => (
  <tr class="differs">
    <th scope="row">
      {TEXTS.event} <Mark />
    </th>
    <td>{TEXTS.isEvent}</td>
    <td>{TEXTS.noEvent}</td>
  </tr>
);

/** What both said, field by field; fields of which neither said anything are left out. */
const FieldRows: FC<{ opinion: OpinionRecord }> = ({ opinion }) => {
  const { first, differs } = opinion;
  const fields = COMPARED_FIELDS.filter((field) =>
    [first.coding, opinion.coding].some((coding) => valueTexts(field, coding?.[field]).length > 0),
  );
  return (
    <>
      {fields.map((field) => {
        const differing = differs.includes(field);
        return (
          <tr class={differing ? "differs" : undefined}>
            <th scope="row">
              {FIELD_TEXTS[field]} {differing && <Mark />}
            </th>
            {[first, opinion].map(({ coding }) => (
              <td>{valueTexts(field, coding?.[field]).join(", ") || TEXTS.none}</td>
            ))}
          </tr>
        );
      })}
    </>
  );
};

const SettleRow: FC<DisagreementProps> = ({ record, opinion, query }) => (
  <tr>
    <th scope="row">{TEXTS.settle}</th>
    <td>
      <Decide record={record} query={query} decision="accept">
        <button type="submit">{TEXTS.keep(opinion.first.reviewer)}</button>
      </Decide>
    </td>
    <td>
      <Take record={record} opinion={opinion} query={query} />
    </td>
  </tr>
);

const Mark: FC = () => <span class="badge differing">{TEXTS.differs}</span>;

const Who: FC<{ said: Said }> = ({ said }) => (
  <>
    {said.reviewer}: {DECISION_TEXTS[said.decision]}{" "}
    <span class="soft small">
      <time datetime={said.at}>{timeText(said.at)}</time>
    </span>
    {said.note !== null && <span class="small block">{noteText(said.note)}</span>}
  </>
);

/** An ordinary decision that takes over what the second reviewer said: a correction, or a rejection for their reason. */
const Take: FC<DisagreementProps> = (props) => {
  const { record, opinion, query } = props;
  const { coding, reviewer, note, differs } = opinion;
  if (coding === null) {
    const reason = REJECT_REASONS.find(([code]) => note === code || note?.startsWith(`${code}: `))?.[0];
    if (!reason) return <a href="#reject-reasons">{TEXTS.reject}</a>;
    return (
      <Decide record={record} query={query} decision="reject">
        <input type="hidden" name="reason" value={reason} />
        <input type="hidden" name="note" value={note!.slice(reason.length + 2)} />
        <button type="submit">{TEXTS.take(reviewer)}</button>
      </Decide>
    );
  }
  return (
    <Decide record={record} query={query} decision="correct">
      {differs.map((field) => {
        const value = field === "event" ? null : coding[field];
        const values =
          Array.isArray(value) && value.length > 0 ? value : [Array.isArray(value) ? "" : (value ?? "")];
        return values.map((one) => <input type="hidden" name={field} value={String(one)} />);
      })}
      <button type="submit">{TEXTS.take(reviewer)}</button>
    </Decide>
  );
};

/** The names of the fields in which two persons differ. */
export function differingText(differs: OpinionRecord["differs"]): string {
  return differs.map((field) => (field === "event" ? TEXTS.event : FIELD_TEXTS[field])).join(", ");
}

const Settled: FC<{ opinion: OpinionRecord }> = ({ opinion }) => {
  const { first, differs, stands, reviewer, at, decision, note } = opinion;
  return (
    <section class="panel" aria-label={OPINION_TEXTS.given.title}>
      <h2>{OPINION_TEXTS.given.title}</h2>
      <p class="small">
        <strong>{reviewer}</strong>: {DECISION_TEXTS[decision]}, <time datetime={at}>{timeText(at)}</time>.{" "}
        {differs.length === 0
          ? OPINION_TEXTS.given.same(first.reviewer)
          : OPINION_TEXTS.given.other(first.reviewer, differingText(differs))}{" "}
        {!stands && OPINION_TEXTS.given.undone}
      </p>
      {note !== null && <p class="soft small">{noteText(note)}</p>}
    </section>
  );
};
