import { State } from '../../../design/text/chip.tsx';
import type { FlagUpdatePreviewFragment } from '../../../gql/graphql.ts';
import styles from './bulk.module.css';

type Preview = FlagUpdatePreviewFragment;

/** Why the flag would be refused, whatever is confirmed. */
export function refusalOf({ refusal, issues }: Preview): string | undefined {
  return refusal ?? issues[0]?.message;
}

export function wouldChange(preview: Preview): boolean {
  return refusalOf(preview) === undefined && preview.changes.length > 0;
}

interface BulkPreviewProps {
  flagKeys: string[];
  previews: readonly Preview[];
  isCurrent: boolean;
}

/** What would become of each flag: changed, refused with the reason, or the same. */
export function BulkPreview({ flagKeys, previews, isCurrent }: BulkPreviewProps) {
  const byKey = new Map(previews.map((preview) => [preview.flagKey, preview]));
  return (
    <ul
      className={isCurrent ? styles.previews : `${styles.previews} ${styles.stale}`}
      aria-label="What it does to each flag"
      tabIndex={0}
    >
      {flagKeys.map((key) => {
        const preview = byKey.get(key);
        return (
          <li key={key}>
            <span className="mono">{key}</span>
            {preview === undefined ? (
              <State tone="dim">There is no such flag any more</State>
            ) : (
              <Outcome preview={preview} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Outcome({ preview }: { preview: Preview }) {
  const refusal = refusalOf(preview);
  if (refusal !== undefined)
    return (
      <span className={styles.outcome}>
        <State tone="bad">refused</State> {refusal}
      </span>
    );
  if (preview.changes.length === 0)
    return (
      <span className={styles.outcome}>
        <State tone="dim">stays as it is</State>
      </span>
    );
  return (
    <span className={styles.outcome}>
      <State tone="ok" mark="✓">
        changes
      </State>{' '}
      {preview.changes.map((change) => ('summary' in change ? change.summary : '')).join(' ')}
    </span>
  );
}
