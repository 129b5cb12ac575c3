/** A decision that cannot be recorded as given. The message says what is expected; nothing has been written. */
export class ReviewError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ReviewError";
  }
}
