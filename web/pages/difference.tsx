import type { FC } from "hono/jsx";
import {
  type Difference,
  differenceOf,
  type Piece,
  type ShownLine,
  type Version,
} from "../../store/difference.ts";
import { dateText, languageTag } from "../labels.ts";
import { DIFFERENCE_TEXTS } from "../texts/page-history.ts";
import { TEXTS } from "../texts.ts";

interface Props {
  readonly before: Version;
  readonly after: Version & { readonly language: string; readonly script: string };
}

/**
 * How two versions of a page differ. What came is underlined and what went is struck through, each with a sign before its
 * paragraph, so that nothing hangs on colour alone.
 */
export const DifferenceView: FC<Props> = ({ before, after }) => {
  const difference = differenceOf(before, after);
  return (
    <div class="difference">
      {difference.title && (
        <p>
          <span class="what">{DIFFERENCE_TEXTS.title} </span>
          <span lang={languageTag(after)}>
            <Pieces pieces={difference.title} />
          </span>
        </p>
      )}
      {difference.published && <Dates published={difference.published} />}
      <div lang={languageTag(after)}>
        {difference.lines.map((line) => (
          <Paragraph line={line} />
        ))}
      </div>
      {difference.cut && <p class="soft small">{DIFFERENCE_TEXTS.cut}</p>}
    </div>
  );
};

const Dates: FC<{ published: NonNullable<Difference["published"]> }> = ({ published }) => (
  <p>
    <span class="what">{DIFFERENCE_TEXTS.published} </span>
    <del>{published.before ? dateText(published.before) : TEXTS.unknown}</del>{" "}
    <ins>{published.after ? dateText(published.after) : TEXTS.unknown}</ins>
  </p>
);

const SIGNS = { same: "", added: "+", removed: "−", changed: "±" } as const;

const Paragraph: FC<{ line: ShownLine }> = ({ line }) => {
  if (line.kind === "left-out") {
    return (
      <p class="soft small" lang="en">
        {DIFFERENCE_TEXTS.unchanged(line.lines)}
      </p>
    );
  }
  return (
    <p class={`line ${line.kind}`} data-sign={SIGNS[line.kind]}>
      {line.kind === "changed" ? <Pieces pieces={line.pieces} /> : <Piecewise piece={line} />}
    </p>
  );
};

const Pieces: FC<{ pieces: readonly Piece[] }> = ({ pieces }) => (
  <>
    {pieces.map((piece) => (
      <Piecewise piece={piece} />
    ))}
  </>
);

const Piecewise: FC<{ piece: Piece }> = ({ piece: { kind, text } }) => {
  if (kind === "added") return <ins>{text}</ins>;
  if (kind === "removed") return <del>{text}</del>;
  return <>{text}</>;
};
