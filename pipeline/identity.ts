import { join } from "node:path";
import { ConfigError } from "../sources/errors.ts";
import type { Source } from "../sources/source.ts";
import { identityHost } from "../sources/source-hosts.ts";
import { findStoredAddresses } from "../store/pages.ts";
import type { Workspace } from "./workspace.ts";

/**
 * Refuses a register that would file the pages of a source under another host than those stored: each article would be
 * taken for a new one. Throws ConfigError that says which line to add.
 */
export async function assertSameIdentity(space: Workspace, sources: readonly Source[]): Promise<void> {
  const stored = await findStoredAddresses(
    space.db,
    sources.map(({ id }) => id),
  );
  for (const source of sources) {
    const address = stored.get(source.id);
    const host = address !== undefined && URL.canParse(address) ? new URL(address).hostname : null;
    const known = source.hosts.find((one) => one.host === host);
    if (!known || known.role === "other" || host === identityHost(source)) continue;
    const file = join(space.configDir, "sources", `${source.id}.yaml`);
    throw new ConfigError(
      `${file}: hosts: pages of this source are stored under ${host}, but the file would file new ones under ` +
        `${identityHost(source)}; add "identity: true" to the host ${host}, so that its history goes on`,
    );
  }
}
