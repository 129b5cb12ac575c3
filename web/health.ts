import type { Hono } from "hono";
import { findAccessFault } from "../store/health.ts";
import type { AppOptions } from "./context.ts";

/**
 * `/healthz`, open to probes without a password: whether this process can do its work. 503 with the reason when it cannot.
 * Only where a daemon runs in this process does the answer speak of one.
 */
export function addHealth(app: Hono, options: AppOptions): void {
  const { db, version, dataDir, daemon } = options;
  let checking: Promise<string | null> | null = null;
  /** One look at a time, however many ask. */
  const access = () => {
    checking ??= findAccessFault(db, dataDir).finally(() => {
      checking = null;
    });
    return checking;
  };
  app.get("/healthz", async (c) => {
    const faults = [await access(), ...(daemon?.faults() ?? [])].filter((fault) => fault !== null);
    const scheduler = daemon ? { scheduler: daemon.state() } : {};
    if (faults.length === 0) return c.json({ status: "ok", version, ...scheduler });
    return c.json({ status: "failed", version, reason: faults.join("; "), ...scheduler }, 503);
  });
}
