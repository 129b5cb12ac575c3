import type { Child, FC } from "hono/jsx";
import { simplified } from "../../extractors/normalise.ts";
import {
  excerpt,
  type Mark,
  paragraphs,
  type Run,
  runs,
  type Segment,
  segments,
  shift,
} from "../highlight.ts";
import { languageTag } from "../labels.ts";
import { EVENT_TEXTS } from "../texts/event.ts";
import { FIELD_NAMES, FIELD_TEXTS, type FieldName } from "../texts.ts";

/** What is shown of a document. */
export interface ShownDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly language: string;
  readonly script: string;
}

/** A Chinese term of the title or text, for readers without Chinese. */
export interface ShownGloss {
  readonly in: "title" | "text";
  readonly start: number;
  readonly end: number;
  readonly pinyin: string;
  readonly english: string | null;
}

interface Props {
  readonly document: ShownDocument;
  readonly marks: readonly Mark[];
  readonly glosses?: readonly ShownGloss[];
  /** Prefix of the anchors, so that several texts on one page keep theirs apart. */
  readonly anchor: string;
  /** Characters of a long text to show, around its first mark; the whole text when absent. */
  readonly size?: number;
  /** Whether traditional characters are shown as simplified ones. */
  readonly simplify?: boolean;
  /** Whether the values of the fields stand on the same page, so that words lead to them; true when absent. */
  readonly beside?: boolean;
}

/** The address within a page of the first place where a field was read. */
export function placeOf(anchor: string, label: string): string {
  return `${anchor}-${label}`;
}

/** The address within a page of the values of a field. */
export function fieldPlace(anchor: string, field: string): string {
  return `${anchor}-field-${field}`;
}

/**
 * Title and text of a document as captured, with the marks and glosses in place. Each block says where it begins in the stored text
 * (`data-in`, `data-start`), so that what a reader marks can be told to the server.
 */
export const SourceText: FC<Props> = ({
  document,
  marks,
  glosses = [],
  anchor,
  size,
  simplify,
  beside = true,
}) => {
  const first = Math.min(...marks.filter(({ span }) => span.in === "text").map(({ span }) => span.start));
  const around = Number.isFinite(first) ? first : 0;
  const part = size ? excerpt(document.text, around, size) : { text: document.text, offset: 0 };
  const all = [...marks, ...glosses.map(termMark)];
  const shown: Shown = { anchor, glosses, beside, anchored: new Set() };
  const written = (text: string) => (simplify ? simplified(text) : text);
  const cut = part.text.length < document.text.length;
  const language = simplify ? "zh-Hans" : languageTag(document);
  return (
    <article class="source-text" lang={language} data-document={document.id}>
      <h2 data-in="title" data-start="0">
        <Runs found={segments(written(document.title), "title", all)} shown={shown} />
      </h2>
      {part.offset > 0 && <Cut id={document.id} text={EVENT_TEXTS.text.earlier} />}
      {paragraphs(segments(written(part.text), "text", shift(all, part.offset))).map((paragraph) => (
        <p data-in="text" data-start={String(part.offset + paragraph[0]!.start)}>
          <Runs found={paragraph} shown={shown} />
        </p>
      ))}
      {cut && part.offset + part.text.length < document.text.length && (
        <Cut id={document.id} text={EVENT_TEXTS.text.later} />
      )}
    </article>
  );
};

interface Shown {
  readonly anchor: string;
  readonly glosses: readonly ShownGloss[];
  readonly beside: boolean;
  /** Places that have their address already: an id may occur once. */
  readonly anchored: Set<string>;
}

const Cut: FC<{ id: string; text: string }> = ({ id, text }) => (
  <p class="soft small" lang="en">
    … {text} <a href={`/documents/${id}`}>{EVENT_TEXTS.text.whole}</a>
  </p>
);

const TERM = "term ";

function termMark({ in: part, start, end }: ShownGloss, index: number): Mark {
  return { span: { in: part, start, end }, label: `${TERM}${index}` };
}

const Runs: FC<{ found: readonly Segment[]; shown: Shown }> = ({ found, shown }) => (
  <>
    {runs(found, (label) => label.startsWith(TERM)).map((run) => (
      <Term run={run} shown={shown} />
    ))}
  </>
);

/** Words with the fields they were coded in and, where they are a Chinese term, how they are spoken and what they are. */
const Term: FC<{ run: Run; shown: Shown }> = ({ run, shown }) => {
  const fields = fieldsOf(run.segments);
  const gloss = run.term === null ? undefined : shown.glosses[Number(run.term.slice(TERM.length))];
  const places = run.segments.flatMap(({ starts }) =>
    starts.filter((label) => !label.startsWith(TERM) && !shown.anchored.has(label)),
  );
  for (const label of places) shown.anchored.add(label);
  const numbered = (field: FieldName) => run.segments.findLast(({ labels }) => labels.includes(field));
  const words = run.segments.map((segment) => (
    <Marked segment={segment} numbered={(field) => numbered(field) === segment} />
  ));
  const anchors = places.map((label) => <span id={placeOf(shown.anchor, label)} />);
  if (fields.length === 0 && !gloss) {
    return (
      <>
        {anchors}
        {words}
      </>
    );
  }
  const id = `${shown.anchor}-t${run.segments[0]!.start}-${fields.join("-")}${run.term ?? ""}`.replaceAll(
    " ",
    "",
  );
  return (
    <>
      {anchors}
      <span class="term" tabindex={0} data-fields={fields.join(" ")} aria-describedby={id}>
        {words}
        <span class="tip" role="tooltip" id={id} lang="en">
          {gloss && <span lang="zh-Latn-pinyin">{gloss.pinyin}</span>}
          {gloss?.english && <strong>{gloss.english}</strong>}
          {fields.map((field) =>
            shown.beside ? (
              <a href={`#${fieldPlace(shown.anchor, field)}`}>
                {fieldNumber(field)} {FIELD_TEXTS[field]}
              </a>
            ) : (
              <span>
                {fieldNumber(field)} {FIELD_TEXTS[field]}
              </span>
            ),
          )}
        </span>
      </span>
    </>
  );
};

/** The number that stands for a field where its words are marked and beside its values. */
export function fieldNumber(field: FieldName): number {
  return FIELD_NAMES.indexOf(field) + 1;
}

function fieldsOf(found: readonly Segment[]): FieldName[] {
  const labels = new Set(found.flatMap((segment) => segment.labels));
  return FIELD_NAMES.filter((field) => labels.has(field));
}

interface MarkedProps {
  readonly segment: Segment;
  /** Whether the number of a field stands behind the segment. */
  readonly numbered: (field: FieldName) => boolean;
}

/** Each field of the words is a line of its own under them, with its number: colour is not the only sign. */
const Marked: FC<MarkedProps> = ({ segment, numbered }) => {
  const marked = fieldsOf([segment]).reduce<Child>(
    (inner, field) => (
      <mark
        class="coded"
        data-field={field}
        {...(numbered(field) ? { "data-number": fieldNumber(field) } : {})}
      >
        {inner}
      </mark>
    ),
    segment.text,
  );
  return segment.labels.includes("evidence") ? <mark class="evidence">{marked}</mark> : <>{marked}</>;
};
