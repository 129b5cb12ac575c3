/** UTC, ISO 8601 with seconds, as every record keeps times. */
export function isoTime(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
