const MAX_GUID_LENGTH = 500;

/**
 * The issue of a text that is not the GUID of an entity; null when it is one. A GUID is the base64 of account, domain, type and
 * id, such as `1|APM|APPLICATION|23`. The check also keeps quotes out of the entity search.
 */
export function entityGuidIssue(guid: string): string | null {
  const where =
    'open the entity in New Relic, choose "See metadata and manage tags" and copy the entity GUID';
  if (guid.length > MAX_GUID_LENGTH || !/^[A-Za-z0-9+/]+={0,2}$/.test(guid))
    return `is not an entity GUID; ${where}`;
  const parts = Buffer.from(guid, 'base64').toString('utf8');
  return /^\d+\|[A-Z0-9_]+\|[A-Z0-9_]+\|[^|]+$/i.test(parts)
    ? null
    : `is not an entity GUID, or not all of it; ${where}`;
}
