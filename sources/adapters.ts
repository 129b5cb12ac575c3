import type { Adapter } from "./adapter.ts";
import { refuseBinary, unreadable } from "./binary.ts";
import { isMissionUrl } from "./canonical-url.ts";
import { mission } from "./mission.ts";
import { classifyMissionUrl } from "./mission-address.ts";
import { plainText } from "./plain-text.ts";
import type { Source } from "./source.ts";
import { webPage } from "./web-page.ts";

const UNREADABLE = /^(?:image|audio|video|font)\/|pdf|zip|compressed|msword|officedocument|ms-excel|rar/i;

/**
 * The adapter for a page: the source's own, else the mission adapter where the address or the template (`text`) is a
 * mission's, else the general one. Throws {@link SourceError} `unreadable-input` for what is neither HTML nor text.
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
  if (source?.adapter === "mission") return mission;
  if (isMissionUrl(url) && classifyMissionUrl(url).kind === "article") return mission;
  if (text !== undefined && /\bid\s*=\s*["']?News_Body_Txt_A\b/.test(text)) return mission;
  return webPage;
}

function looksLikeHtml(text: string): boolean {
  return /^\s*(?:<!doctype html|<html|<head|<body)/i.test(text.slice(0, 1000));
}
