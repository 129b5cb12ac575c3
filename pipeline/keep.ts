import { createHash } from "node:crypto";
import type { FetchedResponse } from "../sources/fetcher.ts";
import { snapshotId } from "../sources/identity.ts";
import type { Snapshot } from "../sources/snapshot.ts";
import { findSourceByUrl } from "../sources/source-hosts.ts";
import { addSnapshots, findSnapshotByPayload, getSnapshot } from "../store/snapshots.ts";
import type { RunCounts } from "./counts.ts";
import type { Workspace } from "./workspace.ts";

/** SHA-256, hex. */
export function sha256(payload: Buffer | string): string {
  return createHash("sha256").update(payload).digest("hex");
}

/** What is kept of a page beside its bytes. */
export type Kept = Pick<Snapshot, "sourceId" | "url" | "canonicalUrl" | "kind">;

/**
 * Archives an answer of a site, or of an archive about one, and gives its snapshot, not stored yet. Bytes the address has given before become a
 * revisit record. The archive must be flushed before the snapshot is committed.
 */
export async function keepAnswer(
  space: Workspace,
  page: Kept,
  response: FetchedResponse,
  route: Snapshot["route"] = "site",
): Promise<Snapshot> {
  const digest = sha256(response.body);
  const known = await findSnapshotByPayload(space.db, page.canonicalUrl, digest);
  const first = known?.revisitOf ? await getSnapshot(space.db, known.revisitOf) : known;
  const place = await space.archive.append({
    type: first ? "revisit" : "response",
    targetUri: response.finalUrl,
    date: response.fetchedAt,
    contentType: response.contentType,
    http: { status: response.status, statusText: response.statusText, headers: response.headers },
    payload: response.body,
    payloadSha256: digest,
    ...(first ? { refersTo: { targetUri: first.finalUrl, date: first.captured } } : {}),
  });
  return {
    ...page,
    id: snapshotId(page.url, response.fetchedAt, digest),
    finalUrl: response.finalUrl,
    captured: response.fetchedAt,
    route,
    httpStatus: response.status,
    contentType: response.contentType,
    sha256: digest,
    bytes: response.body.length,
    etag: response.etag,
    lastModified: response.lastModified,
    warcFile: place.file,
    warcOffset: place.offset,
    warcLength: place.length,
    revisitOf: first?.id ?? null,
  };
}

/** Keeps what a site's robots.txt said, when it says something new: the proof of what was allowed at the time. */
export async function keepRobots(
  space: Workspace,
  response: FetchedResponse,
  counts: RunCounts,
): Promise<void> {
  const { url } = response;
  if (await findSnapshotByPayload(space.db, url, sha256(response.body))) return;
  const sourceId = findSourceByUrl(space.sources, url)?.id ?? new URL(url).hostname;
  const snapshot = await keepAnswer(space, { sourceId, url, canonicalUrl: url, kind: "robots" }, response);
  await space.archive.flush();
  const added = await addSnapshots(space.db, [snapshot]);
  counts.snapshots += added;
}
