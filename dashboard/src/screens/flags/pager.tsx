import { Button } from '../../design/controls/button.tsx';
import { type FlagSearch, PAGE_SIZE } from './flag-search.ts';
import styles from './flags.module.css';

interface PagerProps {
  search: FlagSearch;
  total: number;
  info: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  busy: boolean;
  onGo: (search: Pick<FlagSearch, 'after' | 'before' | 'page'>) => void;
}

/** One page at a time: the list stays as quick with 5,000 flags as with 50. */
export function Pager({ search, total, info, busy, onGo }: PagerProps) {
  const pages = Math.ceil(total / PAGE_SIZE);
  const { page = 1 } = search;
  if (pages <= 1 && !info.hasPreviousPage) return null;
  return (
    <nav className={styles.pager} aria-label="Pages">
      <Button
        busy={busy}
        unavailable={info.hasPreviousPage ? undefined : 'This is the first page'}
        onClick={() =>
          // The first page again as it is by its address, with what came to be before it.
          onGo(
            page <= 2
              ? { after: undefined, before: undefined, page: undefined }
              : { after: undefined, before: info.startCursor ?? undefined, page: page - 1 },
          )
        }
      >
        ← Previous
      </Button>
      <span>
        Page {page.toLocaleString('en')} of {Math.max(pages, page).toLocaleString('en')}
      </span>
      <Button
        busy={busy}
        unavailable={info.hasNextPage ? undefined : 'This is the last page'}
        onClick={() => onGo({ after: info.endCursor ?? undefined, before: undefined, page: page + 1 })}
      >
        Next →
      </Button>
    </nav>
  );
}
