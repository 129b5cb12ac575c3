import { type DayCount, daysSpec } from "../pipeline/figures/days.ts";
import type { Throughput } from "../store/throughput.ts";
import type { Cell, Figure } from "./figures.ts";
import { dateText, percent } from "./labels.ts";
import { DASHBOARD_TEXTS, FIGURE_TEXTS } from "./texts/dashboard.ts";

/** Reviewers with a row of their own; what the others did is put together. */
const MOST_ROWS = 8;
/** Of a name, in the picture. */
const LONGEST_NAME = 20;

/** What reviewers decided on each of the days given. */
export function throughputFigure(throughput: readonly Throughput[], days: readonly string[]): Figure {
  const words = FIGURE_TEXTS.throughput;
  const people = shownRows(throughput);
  const sum = (key: "decisions" | "corrections") => throughput.reduce((all, one) => all + one[key], 0);
  const first = throughput[0];
  return {
    name: "throughput",
    // The days too: the picture ends today.
    numbers: first === undefined ? null : [days, people],
    alt: first
      ? words.alt(
          sum("decisions"),
          throughput.length,
          `${first.reviewer} (${first.decisions.toLocaleString("en")})`,
          percent(sum("corrections") / sum("decisions")),
        )
      : words.nothing,
    note: words.note,
    columns: [
      words.columns.day,
      ...people.flatMap(({ reviewer }) => [
        words.columns.decisions(reviewer),
        words.columns.corrections(reviewer),
      ]),
    ],
    rows: [
      [{ text: DASHBOARD_TEXTS.total }, ...people.flatMap(totalCells)],
      [
        { text: words.columns.share },
        ...people.flatMap((one) => [{ text: "" }, { text: percent(one.corrections / one.decisions) }]),
      ],
      ...days.toReversed().map((day) => [
        { text: dateText(day) },
        ...people.flatMap((one) => {
          const work = one.days.find((other) => other.day === day);
          return cells(work?.decisions ?? 0, work?.corrections ?? 0);
        }),
      ]),
    ],
    draw: (look) => {
      const names = distinctNames(people.map(({ reviewer }) => reviewer));
      const counts = people.flatMap((one, at) =>
        one.days.map(
          ({ day, decisions, corrections }): DayCount => ({
            name: names[at]!,
            day,
            first: decisions - corrections,
            second: corrections,
          }),
        ),
      );
      return daysSpec(counts, names, days, words.parts, look);
    },
  };
}

/** The sums of a reviewer, with a link to the events whose decision stands. */
function totalCells({ reviewer, decisions, corrections }: Throughput): Cell[] {
  const [all, corrected] = cells(decisions, corrections);
  if (reviewer === DASHBOARD_TEXTS.others) return [all!, corrected!];
  return [{ ...all!, link: `/?status=all&decided_by=${encodeURIComponent(reviewer)}` }, corrected!];
}

function cells(decisions: number, corrections: number): Cell[] {
  return [{ text: decisions.toLocaleString("en") }, { text: corrections.toLocaleString("en") }];
}

/** Those who did most, and the others as one. */
function shownRows(throughput: readonly Throughput[]): readonly Throughput[] {
  if (throughput.length <= MOST_ROWS) return throughput;
  const others = throughput.slice(MOST_ROWS - 1);
  const work = new Map<string, { day: string; decisions: number; corrections: number }>();
  for (const { day, decisions, corrections } of others.flatMap(({ days }) => days)) {
    const sum = work.get(day) ?? { day, decisions: 0, corrections: 0 };
    work.set(day, {
      day,
      decisions: sum.decisions + decisions,
      corrections: sum.corrections + corrections,
    });
  }
  const total = (key: "decisions" | "corrections") => others.reduce((all, one) => all + one[key], 0);
  return [
    ...throughput.slice(0, MOST_ROWS - 1),
    {
      reviewer: DASHBOARD_TEXTS.others,
      decisions: total("decisions"),
      corrections: total("corrections"),
      days: [...work.values()],
    },
  ];
}

/** Names short enough for the picture; two that would be cut to the same stay apart. */
function distinctNames(names: readonly string[]): string[] {
  const cut = names.map((name) => {
    const letters = [...name];
    return letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME - 1).join("")}…` : name;
  });
  return cut.map((name, at) => (cut.indexOf(name) === at ? name : `${name} ${at + 1}`));
}
