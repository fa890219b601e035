/** A column that holds sealed secrets, in a table whose primary key is `id`. The names are part of what binds a secret to its row. */
export interface SealedColumn {
  readonly table: string;
  /** Empty text in it: the row has no secret. */
  readonly column: string;
  /** What is kept beside the secret in the clear, and made where it is still missing, while the secret is open anyway. */
  readonly beside?: {
    readonly column: string;
    /** Another column of the row, which it depends on. */
    readonly from: string;
    make(plainText: string, from: string): unknown;
  };
}
