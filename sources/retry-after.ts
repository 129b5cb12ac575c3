import { type HeaderList, headerValue } from "./response.ts";

/** How long an answer asks to wait (Retry-After, in seconds or as an HTTP date), in milliseconds; null when it does not. */
export function retryAfterMs(headers: HeaderList, now: Date): number | null {
  const value = headerValue(headers, "retry-after")?.trim();
  if (!value) return null;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
