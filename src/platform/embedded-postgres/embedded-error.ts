/** The embedded PostgreSQL cannot be used. The message tells the operator what is wrong and what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}
