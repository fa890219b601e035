import { Notice } from '../../design/layout/notice.tsx';
import { visible } from '../../design/text/visible.ts';
import styles from './experiment.module.css';
import type { Experiment } from './parts.ts';

/** What makes the results of an experiment doubtful that counts by itself. */
export function CountingWarnings({ experiment: { counted } }: { experiment: Experiment }) {
  return counted?.warnings.map((warning) => (
    <div key={warning} className={styles.above}>
      <Notice tone="wait" title="The count may be wrong">
        {visible(warning)}
      </Notice>
    </div>
  ));
}
