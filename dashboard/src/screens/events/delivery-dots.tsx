import type { DeliveryStatus, LogDeliveryFragment } from '../../gql/graphql.ts';
import styles from './dots.module.css';

export const STATUS: Record<
  DeliveryStatus,
  { word: string; mark: string; tone: 'ok' | 'bad' | 'wait' | 'dim' }
> = {
  DELIVERED: { word: 'delivered', mark: '●', tone: 'ok' },
  FAILED: { word: 'failed', mark: '✕', tone: 'bad' },
  PENDING: { word: 'waiting', mark: '◔', tone: 'wait' },
  SENDING: { word: 'being sent', mark: '◑', tone: 'wait' },
  CANCELLED: { word: 'cancelled', mark: '○', tone: 'dim' },
};

const SHOWN = 10;
const WORST_FIRST: readonly DeliveryStatus[] = ['FAILED', 'PENDING', 'SENDING', 'CANCELLED', 'DELIVERED'];

/** The deliveries of an event at a glance: one shape each, and the numbers for screen readers. */
export function DeliveryDots({ deliveries }: { deliveries: readonly LogDeliveryFragment[] }) {
  if (deliveries.length === 0) return <span className="dim">none</span>;
  const sorted = deliveries.toSorted((a, b) => WORST_FIRST.indexOf(a.status) - WORST_FIRST.indexOf(b.status));
  const words = deliveriesInWords(deliveries);
  return (
    <span role="img" aria-label={words} title={words} className={styles.dots}>
      {sorted.slice(0, SHOWN).map(({ id, status }) => (
        <span key={id} aria-hidden="true" className={styles[STATUS[status].tone]}>
          {STATUS[status].mark}
        </span>
      ))}
      {sorted.length > SHOWN && (
        <span aria-hidden="true" className="dim">
          +{sorted.length - SHOWN}
        </span>
      )}
    </span>
  );
}

/** "1 failed, 2 delivered". */
export function deliveriesInWords(deliveries: readonly LogDeliveryFragment[]): string {
  return WORST_FIRST.map((status) => ({
    status,
    count: deliveries.filter((each) => each.status === status).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${count} ${STATUS[status].word}`)
    .join(', ');
}
