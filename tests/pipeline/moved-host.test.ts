import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Workspace } from "../../pipeline/workspace.ts";
import { article, GIFT, home, list, makeConfig } from "./mission-site.ts";
import { visitedSite } from "./visited-site.ts";

const OLD = "la.china-embassy.org";
const NEW = "la.china-embassy.gov.cn";
const FIRST = "/sgxw/202005/t20200501_9000001.htm";
const SECOND = "/sgxw/202006/t20200601_9000002.htm";

const { site, config, update } = await visitedSite((origin) => makeConfig({ la: OLD }, origin));

async function updateAndList(time: string): Promise<{ canonicalUrl: string; version: number }[]> {
  const documents = ({ db }: Workspace) =>
    db.selectFrom("document").select(["canonicalUrl", "version"]).orderBy("canonicalUrl").execute();
  return (await update(time, documents)).seen;
}

function moveTo(extra: string): void {
  const file = join(config, "sources", "la.yaml");
  const before = readFileSync(file, "utf8");
  const hosts = `hosts:
  - { host: ${NEW}, role: current, confidence: seen, evidence: "a test" }
  - { host: ${OLD}, role: old, ${extra}confidence: seen, evidence: "a test" }`;
  writeFileSync(file, before.replace(/hosts:\n.*(?:\n {2}- .*)*(?=\neditions)/, hosts));
  const settings = join(config, "settings.yaml");
  writeFileSync(settings, readFileSync(settings, "utf8").replaceAll(`"https://${OLD}"`, `"https://${NEW}"`));
}

it("keeps one history when a site moves: known pages stay known, and are asked for on the new host", async () => {
  site.pages.set("/", { body: home() });
  site.pages.set("/sgxw/", { body: list([[`.${FIRST.slice(5)}`, "警用车辆捐赠仪式"]]) });
  site.pages.set(FIRST, { body: article("警用车辆捐赠仪式", "2020-05-01", [GIFT]) });
  const first = await updateAndList("2020-05-07T08:00:00Z");
  expect(first).toEqual([{ canonicalUrl: `https://${OLD}${FIRST}`, version: 1 }]);

  moveTo("");
  await expect(updateAndList("2020-06-02T08:00:00Z")).rejects.toThrow(
    `pages of this source are stored under ${OLD}, but the file would file new ones under ${NEW}; add "identity: true"`,
  );

  moveTo("identity: true, ");
  site.log.length = 0;
  site.pages.set("/sgxw/", {
    body: list([
      [`https://${NEW}${SECOND}`, "使馆开放日"],
      [`https://${NEW}${FIRST}`, "警用车辆捐赠仪式"],
    ]),
  });
  site.pages.set(SECOND, { body: article("使馆开放日", "2020-06-01", [GIFT]) });
  expect(await updateAndList("2020-06-03T08:00:00Z")).toEqual([
    { canonicalUrl: `https://${OLD}${FIRST}`, version: 1 },
    { canonicalUrl: `https://${OLD}${SECOND}`, version: 1 },
  ]);
  // The old host can no longer be reached: it is not among the places to connect to.
  expect(site.log).toContain(`304 ${FIRST}`);
  expect(site.log).toContain(`200 ${SECOND}`);
});
