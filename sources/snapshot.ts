/** How the bytes came to us. */
export type Route = "site" | "import" | "wayback" | "commoncrawl";

/** The bytes of one address at one time, kept in the WARC archive and never changed. */
export interface Snapshot {
  readonly id: string;
  readonly sourceId: string;
  /** The address asked for, as found on the page that linked to it. */
  readonly url: string;
  readonly canonicalUrl: string;
  /** The address after redirects. */
  readonly finalUrl: string;
  /** UTC, ISO 8601 with seconds. */
  readonly captured: string;
  readonly route: Route;
  readonly kind: "list" | "article" | "robots";
  readonly httpStatus: number;
  readonly contentType: string | null;
  /** SHA-256 of the payload (decoded body), hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** File name inside the archive folder, and the place of the gzip member in it. */
  readonly warcFile: string;
  readonly warcOffset: number;
  readonly warcLength: number;
  /** The snapshot that holds the same payload, when this one is a WARC revisit record. */
  readonly revisitOf: string | null;
}
