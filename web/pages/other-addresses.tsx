import type { FC } from "hono/jsx";
import type { CopyOfText } from "../../store/copies.ts";
import { dateText, hostOf, languageTag, percent } from "../labels.ts";
import { COPY_TEXTS } from "../texts/page-history.ts";

/** Where else the text of a page stands, whole or cut. */
export const OtherAddresses: FC<{ copies: readonly CopyOfText[] }> = ({ copies }) =>
  copies.length === 0 ? null : (
    <section class="panel" aria-label={COPY_TEXTS.title}>
      <h2>{COPY_TEXTS.heading(copies.length)}</h2>
      <p class="soft small">{COPY_TEXTS.meaning}</p>
      <ul>
        {copies.map(({ id, canonicalUrl, sourceId, title, published, likeness, ...document }) => (
          <li>
            <a href={`/documents/${id}`} lang={title ? languageTag(document) : undefined}>
              {title || canonicalUrl}
            </a>
            <p class="soft small">
              {hostOf(canonicalUrl)}
              {published && `, ${dateText(published)}`}, {COPY_TEXTS.source}{" "}
              <span class="mono">{sourceId}</span>, {percent(likeness)} {COPY_TEXTS.alike}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
