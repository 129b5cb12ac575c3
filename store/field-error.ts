/** Something a person must mend before a decision can be taken, and the field it is about. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}
