/** Why a page could not be read. The runner opens an issue of this code and goes on with the next page. */
export type SourceErrorCode =
  | "fetch-failed"
  | "blocked"
  | "robots-disallowed"
  | "gone"
  | "too-large"
  | "layout-changed"
  | "not-an-article"
  | "unreadable-input";

/** A source that cannot be read as expected. The run skips the page, opens an issue, and continues. */
export class SourceError extends Error {
  readonly code: SourceErrorCode;
  /** The address or file the error is about. */
  readonly item: string;

  constructor(code: SourceErrorCode, item: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "SourceError";
    this.code = code;
    this.item = item;
  }
}

/** Something a person must correct before the program can run: a setting, a rule, a path, an option. */
export class ConfigError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ConfigError";
  }
}
