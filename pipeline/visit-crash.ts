/** A bug that came to light while one source was captured; the other sources are not to blame. */
export class VisitCrash extends Error {
  readonly sourceId: string;
  constructor(sourceId: string, cause: Error) {
    super(`source ${sourceId}: ${cause.message}`, { cause });
    this.name = "VisitCrash";
    this.sourceId = sourceId;
  }
}
