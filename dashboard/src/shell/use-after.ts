import { useState } from 'react';

/** The cursor up to which a list is shown, forgotten when the filter of the list changes. */
export function useAfter(filter: unknown): [after: string | null, setAfter: (after: string | null) => void] {
  const key = JSON.stringify(filter);
  const [page, setPage] = useState<{ key: string; after: string | null }>({ key, after: null });
  return [page.key === key ? page.after : null, (after) => setPage({ key, after })];
}
