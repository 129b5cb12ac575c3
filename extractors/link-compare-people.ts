import { compareNames, type ReadyName } from "./link-names.ts";
import type { ReadyMention } from "./link-ready.ts";
import type { Tally } from "./link-tally.ts";

/** The best agreement of any two names: 1 surely one person, −1 surely two; undefined if a side names nobody. */
function bestNames(
  a: readonly ReadyName[],
  b: readonly ReadyName[],
): { value: number; text: string } | undefined {
  let best: { value: number; text: string } | undefined;
  for (const x of a) {
    for (const y of b) {
      const value = compareNames(x, y);
      if (best && value <= best.value) continue;
      best = { value, text: x.written === y.written ? x.written : [x.written, y.written].sort().join(" / ") };
    }
  }
  return best;
}

/** The principals of both sides, and where names do not tell the foreign offices. */
export function comparePeople(a: ReadyMention, b: ReadyMention, sameDay: boolean, tally: Tally): void {
  const prc = bestNames(a.prc, b.prc);
  const foreign = bestNames(a.foreign, b.foreign);
  if (prc && prc.value > 0)
    tally.add("same_prc_person", () => `same Chinese principal ${prc.text}`, prc.value);
  if (prc && prc.value < 0) {
    tally.add("other_prc_person", () => `other Chinese principal ${prc.text}`, -prc.value);
    // A guest who is received by the heads of two organs has two meetings.
    if (a.mention.type === "meeting" && prc.value <= -0.8 && !shareActor(a, b)) {
      tally.conflict(() => `different principals of different Chinese organs (${prc.text})`);
    }
  }
  if (foreign && foreign.value > 0) {
    const how = foreign.value >= 0.6 ? "same foreign principal" : "similar foreign name";
    tally.add("same_foreign_person", () => `${how} ${foreign.text}`, foreign.value);
  }
  if (foreign && foreign.value < 0) {
    tally.add("other_foreign_person", () => `other foreign principal ${foreign.text}`, -foreign.value);
    // One visitor who sees several hosts of one country on one day holds one meeting; otherwise they are two.
    const oneVisit = sameDay && (prc === undefined || prc.value > 0);
    if (a.mention.type === "meeting" && foreign.value <= -0.9 && !oneVisit) {
      tally.conflict(() => `different principals (${foreign.text})`);
    }
  }
  if (!foreign || foreign.value < 0.6) {
    const [x, y] = [a.offices, b.offices];
    if (x.size === 0 || y.size === 0) return;
    const office = [...x].find((name) => y.has(name));
    if (office) tally.add("same_office", () => `same office (${office.replaceAll("_", " ")})`);
    else
      tally.add(
        "other_office",
        () => `other office (${[[...x].join(", "), [...y].join(", ")].sort().join("; ")})`,
      );
  }
}

/** False only where both name their Chinese organs and none is the same. */
function shareActor(a: ReadyMention, b: ReadyMention): boolean {
  const [x, y] = [a.mention.coding.prc_actors, b.mention.coding.prc_actors];
  return x.length === 0 || y.length === 0 || x.some((actor) => y.includes(actor));
}
