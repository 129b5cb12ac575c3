import type { FieldError } from "./field-error.ts";

/**
 * A decision that cannot be recorded as given. The message says what is expected; nothing has been written. `errors` are
 * those of the fields of a correction, empty where the decision itself is not as expected.
 */
export class ReviewError extends Error {
  readonly errors: readonly FieldError[];

  constructor(message: string, options?: ErrorOptions & { readonly errors?: readonly FieldError[] }) {
    super(message, options);
    this.name = "ReviewError";
    this.errors = options?.errors ?? [];
  }
}
