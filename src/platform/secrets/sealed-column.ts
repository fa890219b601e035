/** A column with sealed secrets, in a table with the primary key `id`. Its names are part of the binding of each secret. */
export interface SealedColumn {
  readonly table: string;
  /** An empty text means that the row has no secret. */
  readonly column: string;
  /** A column in the clear that is derived from the secret. Rotation fills it where it is null. */
  readonly beside?: {
    readonly column: string;
    /** Another column that it is derived from. */
    readonly from: string;
    make(plainText: string, from: string): unknown;
  };
}
