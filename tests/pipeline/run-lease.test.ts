import { afterEach, beforeEach, expect, it } from "vitest";
import { holdRunLease, type RunLease } from "../../pipeline/run-lease.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { LeaseHeldError } from "../../store/lease.ts";
import { makeConfig, openAt, temporaryFolder } from "./mission-site.ts";

const RENEW_MS = 20;
let space: Workspace;
let lease: RunLease | null = null;
beforeEach(async () => {
  space = await openAt(makeConfig({}, "http://127.0.0.1:9"), temporaryFolder(), "2026-03-01T08:00:00Z");
});
afterEach(async () => {
  await lease?.release();
  lease = null;
  await space.close();
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
const takeOver = (renewed: string) =>
  space.db.updateTable("lease").set({ holder: "jingwu run 9 on elsewhere", pid: 9, renewed }).execute();

it("says that it was lost while another daemon has it, and is had again once that one shows no life", async () => {
  lease = await holdRunLease(space, RENEW_MS);
  expect([lease.held(), lease.fault()]).toEqual([true, null]);
  await takeOver("2026-03-01T08:00:00Z");
  const held = lease;
  await until(() => !held.held());
  expect(lease.fault()).toMatch(/^the lease was lost: /);
  await until(() => /jingwu run 9 on elsewhere/.test(held.fault() ?? ""));
  await takeOver("2026-03-01T07:00:00Z");
  await until(() => held.held());
  expect(lease.fault()).toBeNull();
});

it("does not take away on release what another daemon has taken over", async () => {
  const lost = await holdRunLease(space, 60_000);
  await takeOver("2026-03-01T08:00:00Z");
  await lost.release();
  expect(await space.db.selectFrom("lease").select("pid").execute()).toEqual([{ pid: 9 }]);
  await expect(holdRunLease(space)).rejects.toThrow(LeaseHeldError);
  await expect(holdRunLease(space)).rejects.toThrow(/another daemon keeps this database current.*elsewhere/);
});

it("says so when the database cannot be written", async () => {
  lease = await holdRunLease(space, RENEW_MS);
  await space.db.schema.alterTable("lease").renameTo("elsewhere").execute();
  const held = lease;
  await until(() => held.fault() !== null);
  expect(lease.fault()).toMatch(/^the lease cannot be renewed: /);
  await space.db.schema.alterTable("elsewhere").renameTo("lease").execute();
  await until(() => held.fault() === null);
});
