import type { Source } from "./source.ts";

/** Where articles of missions are carried by others. */
export interface RepostPlace {
  /** The beginning of addresses, without scheme; or a domain, for all missions below it. */
  readonly prefix: string;
  readonly match: "prefix" | "domain";
}

/** Missions that share a domain before their sisters are looked through: fewer are asked for by their own. */
const SISTERS = 2;

/**
 * Where to look for reposts of a mission's articles: the ministry's lists of what missions report, then the domains that
 * missions share, today's and those of before.
 */
export function repostPlaces(sources: readonly Source[]): RepostPlace[] {
  const lists = sources.flatMap(({ reposts = [] }) => reposts);
  const domains = new Map<string, Set<string>>();
  for (const { id, adapter, hosts } of sources) {
    if (adapter !== "mission") continue;
    for (const { host } of hosts) {
      const domain = host.slice(host.indexOf(".") + 1);
      // A country's or a company's own domain is no family of missions.
      if (!/^china|^chinese/.test(domain) || !domain.includes(".")) continue;
      const missions = domains.get(domain) ?? new Set();
      domains.set(domain, missions.add(id));
    }
  }
  const shared = [...domains].filter(([, missions]) => missions.size >= SISTERS).map(([domain]) => domain);
  return [
    ...[...new Set(lists)].map((prefix) => ({ prefix, match: "prefix" as const })),
    ...shared.sort().map((prefix) => ({ prefix, match: "domain" as const })),
  ];
}

/** Articles that one query asks for: more would make it longer than servers take. */
export const REPOSTS_A_QUERY = 40;

/**
 * A pattern (Java and JavaScript) of the addresses that carry documents of these numbers, whatever day and section stand
 * before them: "9476232" is `…/t20151008_9476232.htm`, "t1017273" `…/t1017273.shtml`.
 */
export function repostPattern(numbers: readonly string[]): string {
  const old = numbers.filter((number) => number.startsWith("t")).map((number) => number.slice(1));
  const dated = numbers.filter((number) => !number.startsWith("t"));
  const parts = [
    ...(dated.length > 0 ? [`[0-9]{8}_(?:${dated.join("|")})`] : []),
    ...(old.length > 0 ? [`(?:${old.join("|")})`] : []),
  ];
  return `.*/t(?:${parts.join("|")})[.]s?html?$`;
}
