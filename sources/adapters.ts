import type { Adapter } from "./adapter.ts";
import type { AdapterName } from "./adapter-names.ts";
import { refuseBinary, unreadable } from "./binary.ts";
import { isMissionUrl } from "./canonical-url.ts";
import { cctv } from "./media/cctv.ts";
import { cgtn } from "./media/cgtn.ts";
import { chinaDaily } from "./media/china-daily.ts";
import { chinaOrg } from "./media/china-org.ts";
import { chinaPoliceDaily } from "./media/china-police-daily.ts";
import { chinanews } from "./media/chinanews.ts";
import { ecns } from "./media/ecns.ts";
import { globalTimes } from "./media/global-times.ts";
import { govCn, govCnEnglish } from "./media/gov-cn.ts";
import { huanqiu } from "./media/huanqiu.ts";
import { mfa } from "./media/mfa.ts";
import { mps } from "./media/mps.ts";
import { peoplesDaily, peoplesDailyOnline } from "./media/peoples-daily.ts";
import { xinhua } from "./media/xinhua.ts";
import { mission } from "./mission.ts";
import { classifyMissionUrl } from "./mission-address.ts";
import { plainText } from "./plain-text.ts";
import type { Source } from "./source.ts";
import { webPage } from "./web-page.ts";

/** An adapter for each name that a source file can give. */
export const ADAPTERS: Readonly<Record<AdapterName, Adapter>> = {
  mission,
  "web-page": webPage,
  mfa,
  xinhua,
  mps,
  "gov-cn": govCn,
  "gov-cn-english": govCnEnglish,
  "peoples-daily": peoplesDaily,
  "peoples-daily-online": peoplesDailyOnline,
  "china-police-daily": chinaPoliceDaily,
  "global-times": globalTimes,
  "china-daily": chinaDaily,
  cgtn,
  cctv,
  chinanews,
  ecns,
  huanqiu,
  "china-org": chinaOrg,
};

const UNREADABLE = /^(?:image|audio|video|font)\/|pdf|zip|compressed|msword|officedocument|ms-excel|rar/i;

/**
 * The adapter for a page: the source's own; without a source, the one whose articles have addresses like this, or the
 * mission adapter where the template (`text`) is a mission's; else the general one. Throws {@link SourceError}
 * `unreadable-input` for what is neither HTML nor text.
 */
export function adapterFor(
  source: Source | null,
  url: string,
  contentType: string | null,
  text?: string,
): Adapter {
  const type = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (UNREADABLE.test(type)) throw unreadable(url, `expected HTML or text, found ${type.slice(0, 80)}`);
  if (text !== undefined) refuseBinary(text, url);
  if (type === "text/plain" && !looksLikeHtml(text ?? "")) return plainText;
  if (source && source.adapter !== "web-page") return ADAPTERS[source.adapter];
  return adapterByAddress(url) ?? (text !== undefined && isMissionPage(text) ? mission : webPage);
}

/** The adapter whose articles have addresses of this shape; null when no template is known for it. */
export function adapterByAddress(url: string): Adapter | null {
  if (isMissionUrl(url) && classifyMissionUrl(url).kind === "article") return mission;
  return Object.values(ADAPTERS).find((adapter) => adapter.isArticleUrl?.(url)) ?? null;
}

function isMissionPage(text: string): boolean {
  return /\bid\s*=\s*["']?News_Body_Txt_A\b/.test(text);
}

function looksLikeHtml(text: string): boolean {
  return /^\s*(?:<!doctype html|<html|<head|<body)/i.test(text.slice(0, 1000));
}
