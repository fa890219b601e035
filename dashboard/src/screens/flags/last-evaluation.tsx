import { State } from '../../design/text/chip.tsx';
import { Time } from '../../design/text/time.tsx';
import type { FlagRowFragment } from '../../gql/graphql.ts';
import styles from './flags.module.css';

/** When applications evaluated the flag last, and whether it seems to be stale because of that. */
export function LastEvaluation({ flag: { lastEvaluatedAt, staleReason } }: { flag: FlagRowFragment }) {
  return (
    <span className={styles.evaluated}>
      {lastEvaluatedAt === null ? <span className="dim">never</span> : <Time at={lastEvaluatedAt} />}
      {staleReason !== null && (
        <State tone="wait" mark="◆" title={staleReason}>
          stale?
        </State>
      )}
    </span>
  );
}
