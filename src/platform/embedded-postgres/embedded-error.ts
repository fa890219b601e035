/** The embedded PostgreSQL cannot be used. The message is for the person who started GoGreen: what is wrong, what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}
