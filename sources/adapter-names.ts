/** The templates a source file can name; `adapters.ts` holds an adapter for each. */
export const ADAPTER_NAMES = ["mission", "web-page", "mfa"] as const;

export type AdapterName = (typeof ADAPTER_NAMES)[number];
