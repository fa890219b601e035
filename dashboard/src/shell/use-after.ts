import { useState } from 'react';

/** The cursor up to which a list is shown, forgotten when the list becomes another one: `list` says what it is of. */
export function useAfter(list: unknown): [after: string | null, setAfter: (after: string | null) => void] {
  const key = JSON.stringify(list);
  const [page, setPage] = useState<{ key: string; after: string | null }>({ key, after: null });
  const isSame = page.key === key;
  if (!isSame) setPage({ key, after: null });
  return [isSame ? page.after : null, (after) => setPage({ key, after })];
}
