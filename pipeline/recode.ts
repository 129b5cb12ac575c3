import { unitsOf } from "../extractors/rule-units.ts";
import { inTransaction } from "../store/database.ts";
import { markRead, relinkThoseOfOther } from "../store/documents.ts";
import { forgetBefore, keepBefore } from "../store/recode-before.ts";
import { dropUnusedRuleConfigs, keepRuleConfig } from "../store/rule-config.ts";
import { finishRun, startRun } from "../store/runs.ts";
import { emptyCounts } from "./counts.ts";
import { planRecode, type RecodePlan } from "./recode-plan.ts";
import { type RecodeReport, reportRecode } from "./recode-report.ts";
import { type Coder, runStages } from "./stages.ts";
import { type Workspace, withLease } from "./workspace.ts";

/** As shells report a program that was interrupted. */
const INTERRUPTED = 130;

/**
 * Reads with today's rules what may read otherwise with them, and takes it through the ordinary stages. The documents wait
 * for extraction once the plan is saved, so a run that was stopped is gone on with by any later one. What it gives tells
 * of the events as they were when this call began.
 */
export async function recode(space: Workspace, coder: Coder, signal: AbortSignal): Promise<RecodeReport> {
  const begun = performance.now();
  const plan = await planRecode(space.db, coder.rulebook, space.version, coder.linker.context.config.sha256);
  await keepBefore(space.db);
  try {
    await savePlan(space, coder, plan);
    await runStages(space, coder, emptyCounts(), signal);
    const report = await reportRecode(space.db, plan);
    return { ...report, seconds: Math.round((performance.now() - begun) / 100) / 10 };
  } finally {
    await forgetBefore(space.db);
  }
}

/** In one transaction: what may read otherwise waits to be read; what cannot is as good as read with today's rules. */
async function savePlan(space: Workspace, { rulebook, linker }: Coder, plan: RecodePlan): Promise<void> {
  if (plan.relinked > 0) await relinkThoseOfOther(space.db, linker.context.config.sha256);
  if (plan.groups.length === 0) return;
  const today = { sha256: rulebook.sha256, version: space.version };
  await inTransaction(space.db, async (trx) => {
    await keepRuleConfig(trx, today, unitsOf(rulebook), space.now());
    for (const { affected, unaffected } of plan.groups) {
      await markRead(trx, unaffected, today);
      await markRead(trx, affected, null);
    }
    await dropUnusedRuleConfigs(trx, today);
  });
}

/** The same with the right to write, noted as a run. Gives the exit status beside what was done. */
export async function runRecode(
  space: Workspace,
  coder: Coder,
  signal: AbortSignal,
): Promise<{ report: RecodeReport; status: number }> {
  return withLease(space, async (lost) => {
    const id = await startRun(space.db, { command: "recode", started: space.now() });
    let status = 1;
    let counts: object = {};
    try {
      const report = await recode(space, coder, AbortSignal.any([signal, lost]));
      const { causes: _, ...figures } = report;
      counts = figures;
      if (lost.aborted)
        throw new Error("another process has taken over the right to write; what was done is kept");
      status = signal.aborted ? INTERRUPTED : 0;
      return { report, status };
    } finally {
      await finishRun(space.db, id, { finished: space.now(), exitStatus: status, counts });
    }
  });
}
