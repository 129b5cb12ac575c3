import type { Workspace } from "../../pipeline/workspace.ts";
import { article, GIFT, home, list, type MissionSite, makeConfig, ORDINARY } from "./mission-site.ts";
import { visitedSite } from "./visited-site.ts";

export const HOST = "la.china-embassy.gov.cn";
/** The article of an open day, and that of a gift of police vehicles, which is one event. */
export const OPEN_DAY = "/sgxw/202005/t20200506_10000001.htm";
export const GIVEN = "/sgxw/202005/t20200501_10000002.htm";
export const url = (path: string) => `https://${HOST}${path}`;
export const GIVEN_TITLE = "警用车辆捐赠仪式";
/** The article of the gift, in these words. */
export const gift = (...paragraphs: string[]) => article(GIVEN_TITLE, "2020-05-01", paragraphs);

/** One mission for the tests of a file. */
export const laosMission = () => visitedSite((origin) => makeConfig({ la: HOST }, origin));

/** Its home page, and its list with both articles. */
export function publishBoth(site: MissionSite): void {
  site.pages.set("/", { body: home() });
  site.pages.set("/sgxw/", {
    body: list([
      [`.${OPEN_DAY.slice(5)}`, "使馆开放日"],
      [`.${GIVEN.slice(5)}`, GIVEN_TITLE],
    ]),
  });
  site.pages.set(OPEN_DAY, { body: article("使馆开放日", "2020-05-06", [ORDINARY]) });
  site.pages.set(GIVEN, { body: gift(GIFT) });
}

/** The versions of every document in the store. */
export const documents = (space: Workspace) =>
  space.db
    .selectFrom("document")
    .select(["canonicalUrl", "version", "current"])
    .orderBy("canonicalUrl")
    .orderBy("version")
    .execute();

/** The edits and losses that are noted in the store, in order. */
export const changes = (space: Workspace) =>
  space.db
    .selectFrom("pageChange")
    .select(["canonicalUrl", "kind", "at", "lastSeen", "firstMissing"])
    .orderBy("id")
    .execute();
