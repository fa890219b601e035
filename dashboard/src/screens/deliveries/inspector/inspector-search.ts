/** What the address of the inspector holds besides the filter of the list. */

export interface InspectorSearch {
  /** Number of the attempt that is shown; the last one otherwise. */
  attempt?: number | undefined;
  /** Number of its request that is shown, where there are several; the last one otherwise. */
  exchange?: number | undefined;
  /** Bodies as they were sent, not indented. */
  raw?: boolean | undefined;
}

export function readInspectorSearch(search: Record<string, unknown>): InspectorSearch {
  return {
    attempt: readNumber(search['attempt']),
    exchange: readNumber(search['exchange']),
    raw: search['raw'] === true || undefined,
  };
}

function readNumber(value: unknown): number | undefined {
  return Number.isInteger(value) && Number(value) > 0 ? Number(value) : undefined;
}
