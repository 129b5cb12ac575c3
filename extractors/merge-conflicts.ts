import type { Coding, Participant } from "./event.ts";
import type { Fact, Said } from "./facts.ts";
import type { LinkingConfig } from "./link-config.ts";
import { dayRange } from "./link-date.ts";
import { firstClass, wordClasses } from "./link-text.ts";
import { fold } from "./romanise.ts";

/** What is known when it is asked whether reports of an event contradict one another. */
export interface ConflictContext {
  readonly type: Coding["type"];
  readonly countries: readonly string[];
  readonly config: LinkingConfig;
  /** Whether words of the mention say the field, not merely the whole of the passage. */
  readonly says: (mentionId: string, field: keyof Coding) => boolean;
}

/** Types that last for days, whose reports name their beginning, their end or a day between. */
export const LASTING: ReadonlySet<string> = new Set(["training", "patrol", "exercise", "forum"]);
/** Types whose reports may each name some of the countries. */
export const SEVERAL_COUNTRIES: ReadonlySet<string> = new Set(["patrol", "exercise", "operation", "forum"]);

/**
 * The fact, marked where its values contradict one another in a way that a person should see: other days of an event of
 * one day that no time zone explains, other countries, papers, numbers. Less precise values, synonyms and values that a
 * correction has settled are no conflict.
 */
export function markConflict(field: keyof Coding, fact: Fact, context: ConflictContext): Fact {
  if (fact.alternatives.length === 0 || fact.why === "a correction has it") return fact;
  const values = [fact, ...fact.alternatives];
  const other = TESTS[field]?.(values, context) ?? [];
  return other.length < 2 ? fact : { ...fact, conflict: other.map(inWords).join(" / ") };
}

type Test = (values: readonly Said[], context: ConflictContext) => readonly Said[];

/** The values that contradict another one; fewer than two where none do. */
const TESTS: Partial<Record<keyof Coding, Test>> = {
  type: (values) => values,
  date: (values, { type, countries, config, says }) => {
    if (LASTING.has(type)) return [];
    const days = values.filter(
      ({ value, from }) => String(value).length === 10 && from.some((id) => says(id, "date")),
    );
    const far = countries.some((country) => config.farZones.has(country));
    return contradicting(days, (a, b) => {
      const apart = Math.abs(dayRange(String(a)).first - dayRange(String(b)).first);
      return apart > (far ? 1 : 0);
    });
  },
  countries: (values, { type }) => (SEVERAL_COUNTRIES.has(type) ? [] : values),
  agreement_type: (values, { config }) =>
    contradicting(values, (a, b) => a !== b && !config.nearAgreementTypes.has(`${a} ${b}`)),
  round: (values) => values,
  participants: (values) => contradicting(values, (a, b) => !alike(Number(a), Number(b))),
  persons: (values) => contradicting(values, (a, b) => !alike(Number(a), Number(b))),
  value: (values) =>
    contradicting(values, (a, b) => {
      const [x, y] = [String(a).split(" "), String(b).split(" ")];
      // The same sum in another currency is a translation.
      return x[1] === y[1] && !alike(Number(x[0]), Number(y[0]));
    }),
};

function contradicting(values: readonly Said[], differ: (a: unknown, b: unknown) => boolean): Said[] {
  return values.filter((one) => values.some((other) => other !== one && differ(one.value, other.value)));
}

/** Numbers below this are counted, not estimated. */
const ESTIMATED_FROM = 20;

/** Whether one number may be the other, rounded: "some 30" and 31. */
function alike(a: number, b: number): boolean {
  const [small, large] = [Math.min(a, b), Math.max(a, b)];
  const round = (n: number): boolean => n % 10 ** Math.floor(Math.log10(n)) === 0;
  return a === b || (small >= ESTIMATED_FROM && small / large >= 0.9 && round(small) !== round(large));
}

function inWords({ value, from }: Said): string {
  const text = Array.isArray(value) ? value.join(", ") : String(value);
  return `${text} (${from.length} ${from.length === 1 ? "report" : "reports"})`;
}

/** Offices that reports give one person and that cannot be one, in words; undefined where there are none. */
export function officeConflict(
  name: string,
  entries: readonly Participant[],
  config: LinkingConfig,
): string | undefined {
  const offices = new Map<string, ReadonlySet<string>>();
  for (const { office, office_en } of entries) {
    const classes = officeClasses(`${office ?? ""} ${office_en ?? ""}`, config);
    const written = office ?? office_en;
    if (classes.size > 0 && written !== null) offices.set(written, classes);
  }
  const found = [...offices];
  const apart = (a: ReadonlySet<string>, b: ReadonlySet<string>) => ![...a].some((one) => b.has(one));
  const others = found.filter(([, mine]) => found.some(([, theirs]) => apart(mine, theirs)));
  return others.length < 2 ? undefined : `${name}: ${others.map(([written]) => written).join(" / ")}`;
}

/** A deputy has that office and none of those it is the deputy of. */
function officeClasses(office: string, { offices }: LinkingConfig): ReadonlySet<string> {
  const folded = fold(office);
  const first = firstClass(folded, offices);
  return first === "deputy_minister" ? new Set([first]) : wordClasses(folded, offices);
}
