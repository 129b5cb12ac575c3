import type { SampledChecks } from "../store/sampled-checks.ts";

/** "87.5 %"; one decimal, because an alpha or a precision is looked at closely. */
export function shareText(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** What is known of the precision of what the machine accepted by itself, in one sentence. */
export function checksText({
  accepted,
  waiting,
  checked,
  events,
  precision,
  interval,
}: SampledChecks): string {
  const now = `accepted without a person: ${accepted} now, ${waiting} of them drawn for a check`;
  if (precision === null) return `${now}; none was checked yet, so nothing is known of their precision`;
  const [low, high] = interval.map(shareText);
  return `${now}; ${events} of ${checked} checked were events: precision ${shareText(precision)} (95 %: ${low} to ${high}, Wilson)`;
}
