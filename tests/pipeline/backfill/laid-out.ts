import type { BackfillRoute } from "../../../store/backfill.ts";
import { home, list, type MissionSite } from "../mission-site.ts";
import type { ArchiveSite, Kept } from "./archive-site.ts";
import { articlesOf, type PastArticle, type PastMission } from "./past.ts";

export type LaidOut = PastArticle & { readonly mission: PastMission };

/** What missions published in some years. */
export function pastOf(missions: readonly PastMission[], years: readonly number[]): LaidOut[] {
  return missions.flatMap((mission) =>
    years.flatMap((year) => articlesOf(mission, year).map((one) => ({ ...one, mission }))),
  );
}

/** Puts articles where a route finds them: on the sites of today, or into the archive. Reposts see {@link layReposts}. */
export function layOut(
  route: Exclude<BackfillRoute, "repost">,
  past: readonly LaidOut[],
  { site, archive }: { readonly site: MissionSite; readonly archive: ArchiveSite },
): void {
  if (route !== "site") {
    archive.kept.push(...past.map(({ kept }) => kept));
    return;
  }
  for (const id of new Set(past.map(({ mission }) => mission.id))) {
    const host = `${id}.china-embassy.gov.cn`;
    const own = past.filter(({ mission }) => mission.id === id).reverse();
    const pages = Math.ceil(own.length / 2);
    site.pages.set(`${host}/`, { body: home() });
    for (let at = 0; at < pages; at++) {
      const links = own.slice(at * 2, at * 2 + 2).map(({ today }): [string, string] => [today, "消息"]);
      site.pages.set(`${host}/sgxw/${at === 0 ? "" : `index_${at}.htm`}`, { body: list(links, pages) });
    }
    for (const { today, html } of own) site.pages.set(`${host}${today}`, { body: html });
  }
}

/**
 * Lets each article be lost, its own capture an error page, and searched for so by `lose`; then its sister mission has
 * carried it under the same number.
 */
export async function layReposts(
  past: readonly LaidOut[],
  missions: readonly PastMission[],
  archive: ArchiveSite,
  lose: () => Promise<unknown>,
): Promise<void> {
  const broken = past.map(({ kept }): Kept => ({ ...kept, body: Buffer.from("<html>404 not found</html>") }));
  archive.kept.push(...broken);
  await lose();
  for (const { kept, mission } of past) {
    const sister = missions.find(({ id }) => id !== mission.id)!;
    const number = /\/(t[\d_]+\.htm)/.exec(kept.original)![1]!;
    archive.kept.push({ ...kept, original: `http://${sister.id}.china-embassy.org/chn/zgyw/${number}` });
  }
}
