import type { FC } from "hono/jsx";
import { WORK_TEXTS } from "../texts/event.ts";

/** The fields that words marked in a text of this page can fill: shown by the script beside the words. Once on a page. */
export const MarkingMenu: FC = () => (
  <>
    <section
      class="fill"
      data-menu="fill"
      data-nothing={WORK_TEXTS.nothing}
      aria-label={WORK_TEXTS.choose}
      hidden
    >
      <p class="small">{WORK_TEXTS.choose}</p>
      <div data-choices="" />
    </section>
    <span class="unseen" role="status" data-state="filled" />
  </>
);
