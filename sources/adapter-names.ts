/** The templates a source file can name; `adapters.ts` holds an adapter for each. */
export const ADAPTER_NAMES = [
  "mission",
  "web-page",
  "mfa",
  "xinhua",
  "mps",
  "gov-cn",
  "gov-cn-english",
  "peoples-daily",
  "peoples-daily-online",
  "china-police-daily",
  "global-times",
  "china-daily",
  "cgtn",
  "cctv",
  "chinanews",
  "ecns",
  "huanqiu",
  "china-org",
] as const;

export type AdapterName = (typeof ADAPTER_NAMES)[number];
