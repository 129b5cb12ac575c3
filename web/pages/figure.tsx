import type { FC } from "hono/jsx";
import type { Figure } from "../figures.ts";
import { DASHBOARD_TEXTS, FIGURE_TEXTS } from "../texts/dashboard.ts";
import type { Theme } from "../theme.ts";
import { Scroll } from "./scroll.tsx";

/** A figure with the digest of its numbers. */
export interface ShownFigure extends Figure {
  readonly digest: string;
}

const NARROW = "(max-width: 40rem)";
const DARK = "(prefers-color-scheme: dark)";

/** A figure of the dashboard: picture, note, and its numbers as a table. The picture follows the system unless the reader chose. */
export const FigureView: FC<{ figure: ShownFigure; theme: Theme }> = ({ figure, theme }) => {
  const { title } = FIGURE_TEXTS[figure.name];
  if (figure.numbers === null) {
    return (
      <section>
        <h2>{title}</h2>
        <p class="soft">{figure.alt}</p>
      </section>
    );
  }
  const address = (colours: "light" | "dark", size: "wide" | "narrow") =>
    `/dashboard/${figure.name}.svg?theme=${colours}&size=${size}&of=${figure.digest}`;
  const usual = theme === "dark" ? "dark" : "light";
  return (
    <section>
      <h2 id={figure.name}>{title}</h2>
      <figure>
        <picture>
          <source media="print" srcset={address("light", "wide")} />
          {theme === "system" && (
            <>
              <source media={`${NARROW} and ${DARK}`} srcset={address("dark", "narrow")} />
              <source media={DARK} srcset={address("dark", "wide")} />
            </>
          )}
          <source media={NARROW} srcset={address(usual, "narrow")} />
          <img src={address(usual, "wide")} alt={figure.alt} />
        </picture>
        <figcaption class="soft small">{figure.note}</figcaption>
      </figure>
      <details>
        <summary>{DASHBOARD_TEXTS.numbers}</summary>
        <Table figure={figure} />
      </details>
    </section>
  );
};

const Table: FC<{ figure: ShownFigure }> = ({ figure: { name, columns, rows } }) => (
  <Scroll label={FIGURE_TEXTS[name].title}>
    <table class="wide counts">
      <thead>
        <tr>
          {columns.map((text, at) => (
            <th scope="col" {...(at > 0 ? { class: "number" } : {})}>
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([head, ...cells]) => (
          <tr>
            <th scope="row">
              <Linked {...head!} />
            </th>
            {cells.map((cell) => (
              <td class="number">
                <Linked {...cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
);

const Linked: FC<{ text: string; link?: string | undefined }> = ({ text, link }) => (
  <>{link ? <a href={link}>{text}</a> : text}</>
);
