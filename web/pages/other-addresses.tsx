import type { FC } from "hono/jsx";
import type { CopyOfText } from "../../store/copies.ts";
import { count, dateText, hostOf, percent } from "../labels.ts";
import { COPY_TEXTS } from "../texts.ts";

/** Where else the text of a page stands, whole or cut. */
export const OtherAddresses: FC<{ copies: readonly CopyOfText[] }> = ({ copies }) =>
  copies.length === 0 ? null : (
    <section class="panel" aria-label={COPY_TEXTS.title}>
      <h2>{count(copies.length, "other address", "other addresses")} of this text</h2>
      <p class="soft small">{COPY_TEXTS.meaning}</p>
      <ul>
        {copies.map(({ id, canonicalUrl, sourceId, title, published, likeness }) => (
          <li>
            <a href={`/documents/${id}`}>{title || canonicalUrl}</a>
            <p class="soft small">
              {hostOf(canonicalUrl)}
              {published && `, ${dateText(published)}`}, source <span class="mono">{sourceId}</span>,{" "}
              {percent(likeness)} {COPY_TEXTS.alike}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
