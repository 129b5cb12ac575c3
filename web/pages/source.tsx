import type { FC } from "hono/jsx";
import { poorestLinks, type SourceRow, scheduleText } from "../../pipeline/source-rows.ts";
import { RECENT_ARTICLES } from "../../pipeline/usual.ts";
import type { Row } from "../../store/database.ts";
import type { FilterCounts } from "../../store/listings.ts";
import type { ArticleReading } from "../../store/readings.ts";
import type { UsualRange } from "../../store/usual-ranges.ts";
import type { Visit as SourceVisit } from "../../store/visits.ts";
import { count, countryName, percent, timeText } from "../labels.ts";
import { SOURCE_STATE_TEXTS, TEXTS } from "../texts.ts";
import { Layout, type Visit } from "./layout.tsx";

export interface SourcePageProps {
  readonly visit: Visit;
  readonly row: SourceRow;
  /** The last visits, newest first. */
  readonly visits: readonly SourceVisit[];
  /** The articles met last. */
  readonly articles: readonly ArticleReading[];
  readonly issues: readonly Row<"issue">[];
}

/** One source: what is known of it, what is usual of it, and its last visits. */
export const SourcePage: FC<SourcePageProps> = ({ visit, row, visits, articles, issues }) => {
  const facts = [
    ["State", row.active ? SOURCE_STATE_TEXTS[row.state] : "closed"],
    ["Family", row.family ?? TEXTS.unknown],
    ["Country", row.country ? countryName(row.country) : TEXTS.none],
    ["Languages", row.languages.join(", ") || TEXTS.unknown],
    ["Last visit", timeOrNever(row.lastAttempt)],
    ["Last read", timeOrNever(row.lastSuccess)],
    ["Last new article", timeOrNever(row.lastNewArticle)],
    ["Schedule", row.schedule ? `${scheduleText(row.schedule)}, ${row.schedule.timeZone}` : TEXTS.unknown],
    ["Next due", row.nextDue ? timeText(row.nextDue) : TEXTS.unknown],
    ["Filter", row.filtered ? filterText(row.filtered) : TEXTS.none],
  ] as const;
  return (
    <Layout title={row.title} visit={visit}>
      <h1>
        {row.title} <span class="soft small mono">{row.id}</span>
      </h1>
      <table>
        <tbody>
          {facts.map(([name, value]) => (
            <tr>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{count(issues.length, "open issue")}</h2>
      <ul>
        {issues.map((issue) => (
          <li>
            <span class="mono">{issue.code}</span>: {issue.message}{" "}
            <span class="soft">since {timeText(issue.opened)}</span>
          </li>
        ))}
      </ul>
      <h2>What is usual</h2>
      <Usual row={row} articles={articles} />
      <h2>Last visits</h2>
      <Visits visits={visits} />
    </Layout>
  );
};

/** "12 articles let through, 340 left out". */
function filterText({ kept, leftOut }: FilterCounts): string {
  return `${count(kept, "article")} let through, ${leftOut.toLocaleString("en")} left out`;
}

const Usual: FC<{ row: SourceRow; articles: readonly ArticleReading[] }> = ({ row, articles }) => {
  const { usual, lastVisit } = row;
  const lists = Object.keys({ ...usual?.links, ...lastVisit?.counts.links }).sort();
  const readable = articles.filter((article) => article.readable).slice(0, RECENT_ARTICLES);
  const recent = articles.slice(0, RECENT_ARTICLES);
  const share = (of: readonly ArticleReading[], has: "titled" | "dated" | "texted") =>
    of.length === 0 ? "–" : `${of.filter((article) => article[has]).length} of ${of.length}`;
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Of</th>
            <th scope="col" class="number">
              Last
            </th>
            <th scope="col" class="number">
              Usual
            </th>
            <th scope="col">Well</th>
            <th scope="col">From</th>
          </tr>
        </thead>
        <tbody>
          {lists.map((list) => (
            <UsualLine
              of={<span class="mono">{list}</span>}
              last={String(lastVisit?.counts.links[list] ?? "–")}
              range={usual?.links[list] ?? null}
              show={String}
              unit="visit"
            />
          ))}
          <UsualLine
            of="articles with a title"
            last={share(readable, "titled")}
            range={usual?.title ?? null}
            show={percent}
            unit="article"
          />
          <UsualLine
            of="articles with a date"
            last={share(readable, "dated")}
            range={usual?.date ?? null}
            show={percent}
            unit="article"
          />
          <UsualLine
            of="articles with a text"
            last={share(recent, "texted")}
            range={usual?.text ?? null}
            show={percent}
            unit="article"
          />
          <UsualLine
            of="days between new articles"
            last="–"
            range={usual?.days ?? null}
            show={String}
            unit="gap"
            most
          />
        </tbody>
      </table>
    </div>
  );
};

const UsualLine: FC<{
  of: unknown;
  last: string;
  range: UsualRange | null;
  show: (value: number) => string;
  unit: string;
  most?: boolean;
}> = ({ of, last, range, show, unit, most = false }) => (
  <tr>
    <th scope="row">{of}</th>
    <td class="number">{last}</td>
    <td class="number">{range === null || range.usual === null ? "–" : show(range.usual)}</td>
    <td>{range === null ? "not known yet" : `${most ? "at most" : "at least"} ${show(range.limit)}`}</td>
    <td>
      {range === null ? "" : range.set ? "set for the source" : `learned from ${count(range.samples, unit)}`}
    </td>
  </tr>
);

const COLUMNS = [
  "List pages",
  "Links",
  "New articles",
  "Left out",
  "Fetched",
  "Not modified",
  "Requests",
] as const;

/** The visits as a table: links are those of the poorest list that was read in full. */
const Visits: FC<{ visits: readonly SourceVisit[] }> = ({ visits }) =>
  visits.length === 0 ? (
    <p>{TEXTS.nothing}</p>
  ) : (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Started</th>
            <th scope="col">Ended</th>
            {COLUMNS.map((text) => (
              <th scope="col" class="number">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {visits.map((one) => {
            const { counts } = one;
            const { last } = poorestLinks({ usual: null, lastVisit: one });
            const cells = [
              counts.listPages,
              last ?? "–",
              counts.newArticles,
              counts.leftOut,
              counts.fetched,
              counts.notModified,
              counts.requests,
            ];
            return (
              <tr>
                <td>{timeText(one.started)}</td>
                <td>{SOURCE_STATE_TEXTS[one.state]}</td>
                {cells.map((cell) => (
                  <td class="number">{cell.toLocaleString("en")}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );

function timeOrNever(time: string | null): string {
  return time === null ? "never" : timeText(time);
}
