import { isMinistryHost } from "./source-hosts.ts";

/**
 * What the address of a page on a mission site tells. G1: `…/chn/sgxw/t1017273.htm` on a mission's own host (until
 * 2021); G1m: the same below `www.fmprc.gov.cn/ce/ce…/`; G2: `…/sgxw/202605/t20260517_11911860.htm` (since 2021).
 */
export interface MissionAddress {
  readonly kind: "article" | "list" | "section" | "home" | "attachment" | "other";
  /** Null for pages that are not articles. */
  readonly generation: "G1" | "G1m" | "G2" | null;
  /** YYYY-MM-DD of first publication, also for pages moved later; null in G1, whose numbers carry no date. */
  readonly date: string | null;
  /** See {@link numberInAddress}. */
  readonly documentNumber: string | null;
  /** "" for the edition at the root, else "chn", "eng" … */
  readonly edition: string;
  /** Path of the section on the site, edition included, as "/eng/xwdt/"; null above sections. */
  readonly section: string | null;
  /** Of a list: 0 for `index.htm` and for the directory itself, 1 for `index_1.htm`, which is the second page. */
  readonly pageNumber: number;
}

const EDITIONS = /^\/(chn|eng|fra|esp|por|rus|ara|jpn|kor|det|ita)\//;
const G2 = /^(\/(?:[\w-]+\/)*?)(\d{6})\/t(\d{4})(\d{2})(\d{2})_(\d+)\.html?$/;
const G1 = /^(\/(?:[\w-]+\/)*)t(\d{4,8})\.html?$/;
const LIST = /^(\/(?:[\w-]+\/)*)(?:index|default)(?:_(\d{1,4}))?\.html?$/;
const SECTION = /^\/(?:[\w-]+\/)*$/;
const ATTACHMENT = /\.(?:pdf|jpe?g|png|gif|bmp|docx?|xlsx?|pptx?|zip|rar|mp[34])$/i;

/** Reads the address of a page of a mission site. Path case is kept; the host decides only between G1 and G1m. */
export function classifyMissionUrl(url: string): MissionAddress {
  const none = {
    generation: null,
    date: null,
    documentNumber: null,
    edition: "",
    section: null,
    pageNumber: 0,
  };
  if (!URL.canParse(url)) return { ...none, kind: "other" };
  const { path, mirrored } = sitePath(url);
  const edition = EDITIONS.exec(path)?.[1] ?? "";
  const at = { ...none, edition };

  const g2 = G2.exec(path);
  if (g2) {
    const [, section = "/", , year, month, day, number = ""] = g2;
    const date = isoDate(year, month, day);
    return { ...at, kind: "article", generation: "G2", date, documentNumber: number, section };
  }
  const g1 = G1.exec(path);
  if (g1 && edition) {
    const [, section = "/", number = ""] = g1;
    const generation = mirrored ? "G1m" : "G1";
    return { ...at, kind: "article", generation, documentNumber: `t${number}`, section };
  }
  if (ATTACHMENT.test(path)) return { ...at, kind: "attachment" };
  const list = LIST.exec(path);
  const directory = list?.[1] ?? (SECTION.test(path) ? path : null);
  if (directory === null) return { ...at, kind: "other" };
  const pageNumber = Number(list?.[2] ?? 0);
  if (directory === "/" || directory === `/${edition}/`) return { ...at, kind: "home", pageNumber };
  return { ...at, kind: list ? "list" : "section", section: directory, pageNumber };
}

/**
 * The number in an address of the ministry's publishing system, whosever site it is on: missions and the ministry itself
 * give one document one number, under all its twin addresses. Old ones keep their "t", because the later system counts
 * anew: t927212 is a page of 2012, 927212 one of 2003. Null for other addresses.
 */
export function numberInAddress(url: string): string | null {
  const match = /\/t(?:\d{8}_(\d+)|(\d{4,8}))\.s?html?(?=$|[?#])/.exec(url);
  return match ? (match[1] ?? `t${match[2]}`) : null;
}

/** The path on the mission's own site: without the `/ce/ce…/` of the mirror, and with doubled slashes made single. */
export function sitePath(url: string): { path: string; mirrored: boolean } {
  const { hostname, pathname } = new URL(url);
  const path = pathname.replace(/\/{2,}/g, "/");
  const mirror = isMinistryHost(hostname) ? /^\/ce\/c[eg][a-z]+(?=\/)/.exec(path) : null;
  return mirror ? { path: path.slice(mirror[0].length), mirrored: true } : { path, mirrored: false };
}

/** Whether a link leads to an article of the ministry's main site (`…/202107/t20210730_9184701.shtml`), a repost. */
export function isMinistryArticle(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, pathname } = new URL(url);
  return isMinistryHost(hostname) && /\/t(?:\d{8}_)?\d{4,}\.s?html?$/.test(pathname);
}

// Consular business, visas, contact and pictures: pages that report no engagement (seen on many sites).
const SKIPPED =
  /^(?:lsfws?|lszc|lsbh|lsyw|visa\w*|qz\w*|hzlx|lqfw|consular\w*|zjsg|contact\w*|lxwm|sggbm|sgjss|xyxx|lxgz|images?|material)$/;

/** Whether a section holds no news, by any part of its path: `/lsfw/ZYTZ/`, `/rus/lsfw_143010/`. */
export function isSkippedSection(path: string): boolean {
  return path.split("/").some((part) => SKIPPED.test(part.toLowerCase().replace(/_\d+$/, "")));
}

/** A date that the calendar knows, as YYYY-MM-DD, or null. */
export function isoDate(year: unknown, month: unknown, day: unknown): string | null {
  const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  const date = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) return null;
  return text >= "1990" && text < "2100" ? text : null;
}
