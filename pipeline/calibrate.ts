import { createHash } from "node:crypto";
import { type Calibration, confidenceFor } from "../extractors/confidence.ts";

/** One event the rules read, with its score or confidence, and whether it turned out to be one. */
export interface Outcome {
  /** What it was read in. Outcomes of one document stay together when a part is held out. */
  readonly document: string;
  readonly score: number;
  readonly right: boolean;
}

/** The events of one band of confidence: from `from` to below `to`; the last band holds 1 too. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly events: number;
  readonly right: number;
  /** Null where there is no event. */
  readonly share: number | null;
}

const EDGES = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 1] as const;
const FOLDS = 10;
/** A share of fewer events than these says little. */
const LEAST_EVENTS = 20;

/** How many events of each band of confidence are right. */
export function bandsOf(outcomes: readonly Outcome[]): Band[] {
  return EDGES.slice(1).map((to, i) => {
    const from = EDGES[i]!;
    const inside = outcomes.filter(({ score }) => score >= from && (score < to || to === 1));
    const right = inside.filter((one) => one.right).length;
    return { from, to, events: inside.length, right, share: inside.length ? right / inside.length : null };
  });
}

interface Block {
  events: number;
  right: number;
  sum: number;
}

/**
 * Fits shares of right events to scores so that a higher score never has a lower share (isotonic regression by pooling
 * adjacent violators), over blocks of at least twenty events. A share is taken with half an event of each kind added,
 * so that no block is certain. The same outcomes give the same steps, in whatever order they come.
 */
export function fitSteps(outcomes: readonly Outcome[]): Calibration["steps"] {
  const pooled: Block[] = [];
  for (const block of blocksOf(outcomes)) {
    pooled.push(block);
    while (pooled.length > 1 && shareOf(pooled.at(-2)!) >= shareOf(pooled.at(-1)!)) {
      const last = pooled.pop()!;
      pooled.push(join(pooled.pop()!, last));
    }
  }
  return pooled.map((block) => ({
    score: round(block.sum / block.events, 4),
    share: round(shareOf(block), 4),
    events: block.events,
    right: block.right,
  }));
}

/** Events of one score stay together; scores are taken together until there are enough events. */
function blocksOf(outcomes: readonly Outcome[]): Block[] {
  const byScore = new Map<number, Block>();
  for (const { score, right } of outcomes) {
    const block = byScore.get(score) ?? { events: 0, right: 0, sum: 0 };
    byScore.set(score, join(block, { events: 1, right: Number(right), sum: score }));
  }
  const blocks: Block[] = [];
  for (const [, block] of [...byScore].sort(([a], [b]) => a - b)) {
    const last = blocks.at(-1);
    if (last && last.events < LEAST_EVENTS) blocks[blocks.length - 1] = join(last, block);
    else blocks.push(block);
  }
  // What is left over at the top goes to the block below.
  const [below, top] = blocks.slice(-2);
  if (below && top && top.events < LEAST_EVENTS) blocks.splice(-2, 2, join(below, top));
  return blocks;
}

const join = (a: Block, b: Block): Block => ({
  events: a.events + b.events,
  right: a.right + b.right,
  sum: a.sum + b.sum,
});
const shareOf = ({ events, right }: Block): number => (right + 0.5) / (events + 1);
const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/**
 * The outcomes with the confidence they get from a calibration fitted without their own document's tenth: what may be
 * expected of documents that were not fitted on.
 */
export function crossValidate(outcomes: readonly Outcome[]): Outcome[] {
  const placed = outcomes.map((one) => ({ one, fold: foldOf(one.document) }));
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const steps = fitSteps(placed.filter((p) => p.fold !== fold).map((p) => p.one));
    if (steps.length === 0) return [];
    const calibration = { documents: 0, decisions: 0, steps };
    const held = placed.filter((p) => p.fold === fold);
    return held.map(({ one }) => ({ ...one, score: confidenceFor(one.score, calibration) }));
  });
}

/** Documents fall into folds by their id, so that the same gold always falls the same way. */
function foldOf(document: string): number {
  return createHash("sha256").update(document).digest().readUInt32BE() % FOLDS;
}

/** The file `config/confidence.yaml` of a calibration. */
export function calibrationFile({ documents, decisions, steps }: Calibration): string {
  const rows = steps.map(
    ({ score, share, events, right }) =>
      `  - { score: ${score}, share: ${share}, events: ${events}, right: ${right} }`,
  );
  return `# How sure the events of a score are. Written by "jingwu evaluate GOLD… --calibrate config/confidence.yaml", not by hand:
# isotonic regression of right (1) or not (0) on the score that rule and context give. A step: the mean score of its
# events, the share of them that is right, and the counts it was taken from.
documents: ${documents}
decisions: ${decisions}
steps:
${rows.join("\n")}
`;
}
