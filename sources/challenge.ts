import type { FetchedResponse } from "./response.ts";

/** Challenge pages are small scripts; an article that quotes one of the marks is not mistaken for it. */
const MAX_CHALLENGE_BYTES = 65_536;

const BODY_MARKS: readonly { readonly name: string; readonly all: readonly RegExp[] }[] = [
  // Knownsec cloud WAF, seen on ministry sites: computes a cookie in two rounds.
  { name: "Knownsec challenge", all: [/__jsl_clearance|<script>[^<]{0,40};go\(\{/] },
  // Aliyun WAF: the script turns `arg1` into the cookie acw_sc__v2.
  { name: "Aliyun challenge", all: [/\bvar arg1\s{0,9}=/, /acw_sc__v2/] },
  // Ruishu (Riversec) dynamic protection.
  { name: "Ruishu challenge", all: [/\$_ts\s{0,9}=\s{0,9}window\[['"]\$_ts['"]\]/] },
];

/**
 * Names the bot challenge that an answer is, or null for an ordinary answer. Only marks that are certain count:
 * a page wrongly taken for a challenge closes its host for the run.
 */
export function challengeIn(response: Pick<FetchedResponse, "status" | "headers" | "body">): string | null {
  if (response.status === 521) return "status 521, bot challenge";
  for (const [name, value] of response.headers) {
    if (name.toLowerCase() === "set-cookie" && /^\s*__jsl_clearance/i.test(value))
      return "Knownsec challenge";
    if (name.toLowerCase() === "cf-mitigated" && value.trim() === "challenge") return "Cloudflare challenge";
  }
  if (response.body.length > MAX_CHALLENGE_BYTES) return null;
  const text = response.body.toString("latin1");
  return BODY_MARKS.find(({ all }) => all.every((mark) => mark.test(text)))?.name ?? null;
}
