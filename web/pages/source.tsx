import type { FC } from "hono/jsx";
import { poorestLinks, type SourceRow, scheduleText } from "../../pipeline/source-rows.ts";
import { RECENT_ARTICLES } from "../../pipeline/usual.ts";
import type { Row } from "../../store/database.ts";
import type { ArticleReading } from "../../store/readings.ts";
import type { UsualRange } from "../../store/usual-ranges.ts";
import type { Visit as SourceVisit } from "../../store/visits.ts";
import { countryName, percent, timeText } from "../labels.ts";
import { ISSUE_TEXTS } from "../texts/runs.ts";
import { SOURCE_STATE_TEXTS, SOURCE_TEXTS, SOURCES_TEXTS } from "../texts/sources.ts";
import { TEXTS } from "../texts.ts";
import { Layout, type Visit } from "./layout.tsx";
import { Scroll } from "./scroll.tsx";

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
export const SourcePage: FC<SourcePageProps> = ({ visit, row, visits, articles, issues }) => (
  <Layout title={row.title} visit={visit}>
    <h1>
      {row.title} <span class="soft small mono">{row.id}</span>
    </h1>
    <Places id={encodeURIComponent(row.id)} />
    <Facts row={row} />
    <Issues issues={issues} />
    <h2>{SOURCE_TEXTS.usual}</h2>
    <p class="soft">{SOURCE_TEXTS.usualMeaning}</p>
    <Usual row={row} articles={articles} />
    <h2>{SOURCE_TEXTS.visits}</h2>
    <Visits visits={visits} />
  </Layout>
);

const Places: FC<{ id: string }> = ({ id }) => (
  <ul class="tabs">
    <li>
      <a href={`/?status=all&source=${id}`}>{SOURCE_TEXTS.places.events}</a>
    </li>
    <li>
      <a href={`/changes?source=${id}`}>{SOURCE_TEXTS.places.changes}</a>
    </li>
    <li>
      <a href="/sources">{SOURCE_TEXTS.places.all}</a>
    </li>
  </ul>
);

const Facts: FC<{ row: SourceRow }> = ({ row }) => {
  const words = SOURCE_TEXTS.facts;
  const { filtered, schedule } = row;
  const facts = [
    [words.state, row.active ? SOURCE_STATE_TEXTS[row.state] : SOURCES_TEXTS.closed],
    [words.family, row.family ?? TEXTS.unknown],
    [words.country, row.country ? countryName(row.country) : TEXTS.none],
    [words.languages, row.languages.join(", ") || TEXTS.unknown],
    [words.attempt, timeOrNever(row.lastAttempt)],
    [words.read, timeOrNever(row.lastSuccess)],
    [words.new, timeOrNever(row.lastNewArticle)],
    [words.schedule, schedule ? `${scheduleText(schedule)}, ${schedule.timeZone}` : TEXTS.unknown],
    [words.due, row.nextDue ? timeText(row.nextDue) : TEXTS.unknown],
    [words.filter, filtered ? SOURCE_TEXTS.letThrough(filtered.kept, filtered.leftOut) : TEXTS.none],
  ] as const;
  return (
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
  );
};

const Issues: FC<Pick<SourcePageProps, "issues">> = ({ issues }) => (
  <>
    <h2>{SOURCE_TEXTS.issues(issues.length)}</h2>
    {issues.length > 0 && (
      <ul>
        {issues.map((issue) => (
          <li>
            <span class="mono">{issue.code}</span>: {issue.message}{" "}
            <span class="soft">{SOURCE_TEXTS.since(timeText(issue.opened))}</span>
            {ISSUE_TEXTS[issue.code] && <p class="soft small">{ISSUE_TEXTS[issue.code]}</p>}
          </li>
        ))}
      </ul>
    )}
  </>
);

type UsualProps = Pick<SourcePageProps, "row" | "articles">;

/** What the last visit and the last articles brought, beside what is usual. */
const Usual: FC<UsualProps> = (props) => {
  const columns = SOURCE_TEXTS.usualColumns;
  return (
    <Scroll label={SOURCE_TEXTS.usual}>
      <table>
        <thead>
          <tr>
            <th scope="col">{columns.of}</th>
            <th scope="col" class="number">
              {columns.last}
            </th>
            <th scope="col" class="number">
              {columns.usual}
            </th>
            <th scope="col">{columns.well}</th>
            <th scope="col">{columns.from}</th>
          </tr>
        </thead>
        <tbody>
          <UsualLinks row={props.row} />
          <UsualArticles {...props} />
        </tbody>
      </table>
    </Scroll>
  );
};

/** The links of each list. */
const UsualLinks: FC<Pick<UsualProps, "row">> = ({ row: { usual, lastVisit } }) => {
  const lists = Object.keys({ ...usual?.links, ...lastVisit?.counts.links }).sort();
  return (
    <>
      {lists.map((list) => (
        <UsualLine
          of={<span class="mono">{list}</span>}
          last={String(lastVisit?.counts.links[list] ?? SOURCES_TEXTS.none)}
          range={usual?.links[list] ?? null}
          show={String}
          unit="visit"
        />
      ))}
    </>
  );
};

/** The articles that have a title, a date, a text, and the days between two of them. */
const UsualArticles: FC<UsualProps> = ({ row: { usual }, articles }) => {
  const readable = articles.filter((article) => article.readable).slice(0, RECENT_ARTICLES);
  const recent = articles.slice(0, RECENT_ARTICLES);
  const shares = [
    [SOURCE_TEXTS.titles, shareOf(readable, "titled"), usual?.title],
    [SOURCE_TEXTS.dates, shareOf(readable, "dated"), usual?.date],
    [SOURCE_TEXTS.texts, shareOf(recent, "texted"), usual?.text],
  ] as const;
  return (
    <>
      {shares.map(([of, last, range]) => (
        <UsualLine of={of} last={last} range={range ?? null} show={percent} unit="article" />
      ))}
      <UsualLine
        of={SOURCE_TEXTS.days}
        last={SOURCES_TEXTS.none}
        range={usual?.days ?? null}
        show={String}
        unit="gap"
        most
      />
    </>
  );
};

function shareOf(articles: readonly ArticleReading[], has: "titled" | "dated" | "texted"): string {
  return SOURCE_TEXTS.share(articles.filter((article) => article[has]).length, articles.length);
}

const UsualLine: FC<{
  of: unknown;
  last: string;
  range: UsualRange | null;
  show: (value: number) => string;
  unit: "visit" | "article" | "gap";
  most?: boolean;
}> = ({ of, last, range, show, unit, most = false }) => (
  <tr>
    <th scope="row">{of}</th>
    <td class="number">{last}</td>
    <td class="number">{range === null || range.usual === null ? SOURCES_TEXTS.none : show(range.usual)}</td>
    <td>
      {range === null
        ? SOURCE_TEXTS.notKnown
        : most
          ? SOURCE_TEXTS.atMost(show(range.limit))
          : SOURCE_TEXTS.atLeast(show(range.limit))}
    </td>
    <td>{range !== null && (range.set ? SOURCE_TEXTS.set : SOURCE_TEXTS.learned(range.samples, unit))}</td>
  </tr>
);

/** The visits as a table: links are those of the poorest list that was read in full. */
const Visits: FC<{ visits: readonly SourceVisit[] }> = ({ visits }) =>
  visits.length === 0 ? (
    <p>{SOURCE_TEXTS.noVisit}</p>
  ) : (
    <Scroll label={SOURCE_TEXTS.visits}>
      <table>
        <thead>
          <tr>
            <th scope="col">{SOURCE_TEXTS.visitColumns.started}</th>
            <th scope="col">{SOURCE_TEXTS.visitColumns.ended}</th>
            {SOURCE_TEXTS.visitColumns.counts.map((text) => (
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
              last ?? SOURCES_TEXTS.none,
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
    </Scroll>
  );

function timeOrNever(time: string | null): string {
  return time === null ? SOURCE_TEXTS.never : timeText(time);
}
