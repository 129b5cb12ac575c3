import type { FC } from "hono/jsx";
import { HISTORY_TEXTS } from "../texts/history.ts";
import { DECISION_TEXTS } from "../texts.ts";

/** A decision just taken, said on the next page, with the way back. */
export interface Done {
  readonly id: string;
  readonly headline: string;
  readonly decision: string;
  readonly newest: number;
}

export const DoneNotice: FC<{ done: Done; query: string }> = ({ done, query }) => (
  <div class="notice" role="status">
    <form method="post" action={`/events/${done.id}/reviews${query}`}>
      {DECISION_TEXTS[done.decision] ?? done.decision}:{" "}
      <a href={`/events/${done.id}${query}`}>{done.headline}</a>{" "}
      {done.decision !== "undo" && done.decision !== "opinion" && (
        <>
          <input type="hidden" name="decision" value="undo" />
          <input type="hidden" name="seen" value={String(done.newest)} />
          <button type="submit">{HISTORY_TEXTS.undo}</button>
        </>
      )}
    </form>
  </div>
);
