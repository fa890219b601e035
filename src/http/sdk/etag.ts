/**
 * Whether the client has the answer already. Proxies that compress make tags weak (`W/`), so they are compared without that.
 */
export function matchesETag(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = ifNoneMatch?.match(/\*|"[^"]*"/g) ?? [];
  return tags.some((tag) => tag === '*' || tag === etag);
}
