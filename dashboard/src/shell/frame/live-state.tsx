import { useSyncExternalStore } from 'react';
import { notLive, offline } from '../../api/session.ts';
import styles from './frame.module.css';

/** Whether the page follows what happens, and why not. */
export function LiveState({ lastSequence }: { lastSequence: number | undefined }) {
  const isOffline = useSyncExternalStore(offline.subscribe, offline.get);
  const reason = useSyncExternalStore(notLive.subscribe, notLive.get);
  if (isOffline) return <span className={styles.off}>offline, connecting again</span>;
  if (reason !== undefined) return <span className={styles.off}>not live: {reason} Reload the page.</span>;
  if (lastSequence === undefined) return null;
  return <span className={styles.live}>live · event {lastSequence.toLocaleString('en')}</span>;
}
