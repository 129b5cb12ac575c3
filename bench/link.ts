/**
 * How fast mentions are linked, and how the time grows with their number: `npm run bench:link -- [MENTIONS]` (100,000
 * when not said, and a tenth of that). Beside it a bare loop over the same mentions in the same run: blocks by type, country and
 * month, and each pair of a block compared once. Ratios are what is compared.
 */
import { linkMentions } from "../extractors/link.ts";
import { scoreReady } from "../extractors/link-compare.ts";
import { loadLinkingConfig } from "../extractors/link-config.ts";
import type { LinkableMention } from "../extractors/link-mention.ts";
import { type LinkContext, linkContext, type ReadyMention, readyMention } from "../extractors/link-ready.ts";
import { makeMentions } from "./made-up-mentions.ts";

/** What any linking has to do at least: prepare each mention, and compare those of one type, country and month. */
function bareLoop(mentions: readonly LinkableMention[], context: LinkContext): number {
  const blocks = new Map<string, ReadyMention[]>();
  for (const mention of mentions) {
    const key = `${mention.type}|${mention.coding.countries[0]}|${mention.coding.date.slice(0, 7)}`;
    const block = blocks.get(key) ?? [];
    block.push(readyMention(mention, context));
    blocks.set(key, block);
  }
  let joined = 0;
  for (const block of blocks.values()) {
    for (const [at, a] of block.entries()) {
      for (let next = at + 1; next < block.length; next++) {
        if (scoreReady(a, block[next]!, context).score >= context.config.thresholds.linked) joined++;
      }
    }
  }
  return joined;
}

/** Time the process computes, garbage collection in other threads included. */
function seconds(work: () => void): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1e6;
}

const most = Number(process.argv[2] ?? 100_000);
const config = loadLinkingConfig("config/linking.yaml");
const times: number[] = [];
for (const count of [most / 10, most]) {
  const mentions = makeMentions(count);
  const bare = seconds(() => bareLoop(mentions, linkContext({ config })));
  let events = 0;
  const own = seconds(() => {
    events = linkMentions(mentions, [], linkContext({ config })).clusters.length;
  });
  times.push(own);
  console.log(
    `${count} mentions of ${events} events linked in ${own.toFixed(2)} s, ${Math.round(count / own)} a second; bare blocking ` +
      `and comparing ${bare.toFixed(2)} s, of whose speed this is ${(bare / own).toFixed(2)}; ` +
      `${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB`,
  );
}
console.log(`ten times as many mentions take ${(times[1]! / times[0]!).toFixed(1)} times as long`);
