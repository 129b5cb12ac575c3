import type { FC } from "hono/jsx";
import { excerpt, type Mark, paragraphs, type Segment, segments, shift } from "../highlight.ts";
import { languageTag } from "../labels.ts";
import { FIELD_TEXTS, type FieldName } from "../texts.ts";

/** What is shown of a document. */
export interface ShownDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly language: string;
  readonly script: string;
}

interface Props {
  readonly document: ShownDocument;
  readonly marks: readonly Mark[];
  /** Prefix of the anchors, so that several texts on one page keep theirs apart. */
  readonly anchor: string;
  /** Characters of a long text to show, around its first mark; the whole text when absent. */
  readonly size?: number;
}

/** The address within a page of the first place where a field was read. */
export function placeOf(anchor: string, label: string): string {
  return `${anchor}-${label}`;
}

/** Title and text of a document as captured, with the marks in place. */
export const SourceText: FC<Props> = ({ document, marks, anchor, size }) => {
  const first = Math.min(...marks.filter(({ span }) => span.in === "text").map(({ span }) => span.start));
  const around = Number.isFinite(first) ? first : 0;
  const part = size ? excerpt(document.text, around, size) : { text: document.text, offset: 0 };
  const anchored = new Set<string>();
  const show = (found: readonly Segment[]) =>
    found.map((segment) => <Marked segment={segment} anchor={anchor} anchored={anchored} />);
  const cut = part.text.length < document.text.length;
  return (
    <article class="source-text" lang={languageTag(document)}>
      <h3>{show(segments(document.title, "title", marks))}</h3>
      {part.offset > 0 && <Cut id={document.id} text="The text begins earlier." />}
      {paragraphs(segments(part.text, "text", shift(marks, part.offset))).map((paragraph) => (
        <p>{show(paragraph)}</p>
      ))}
      {cut && part.offset + part.text.length < document.text.length && (
        <Cut id={document.id} text="The text goes on." />
      )}
    </article>
  );
};

const Cut: FC<{ id: string; text: string }> = ({ id, text }) => (
  <p class="soft small" lang="en">
    … {text} <a href={`/documents/${id}`}>Read all of it</a>
  </p>
);

const Marked: FC<{ segment: Segment; anchor: string; anchored: Set<string> }> = (props) => {
  const { segment, anchor, anchored } = props;
  if (segment.labels.length === 0) return <>{segment.text}</>;
  // A field read in several places is linked to the first of them: an id may occur once.
  const places = segment.starts.filter((label) => !anchored.has(label));
  for (const label of places) anchored.add(label);
  const fields = segment.labels.filter((label): label is FieldName => label in FIELD_TEXTS);
  const classes: string[] = [
    ...segment.labels.filter((label) => label === "evidence"),
    ...fields.slice(0, 1),
  ];
  if (fields.length > 1) classes.push("two");
  const title = fields.map((field) => FIELD_TEXTS[field]).join(", ");
  return (
    <>
      {places.map((label) => (
        <span id={placeOf(anchor, label)} />
      ))}
      <mark class={classes.join(" ")} title={title || undefined}>
        {segment.text}
      </mark>
    </>
  );
};
