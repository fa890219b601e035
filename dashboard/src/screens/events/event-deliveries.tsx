import { State } from '../../design/text/chip.tsx';
import { ProviderMark } from '../../design/text/provider-mark.tsx';
import type { LogDeliveryFragment } from '../../gql/graphql.ts';
import { DeliveryLink } from '../../shell/delivery-link.tsx';
import { STATUS } from './delivery-dots.tsx';
import styles from './events.module.css';

const SHOWN = 50;

/** Who was told, and whether it arrived. */
export function EventDeliveries({ deliveries }: { deliveries: readonly LogDeliveryFragment[] }) {
  if (deliveries.length === 0)
    return <p className="dim">No integration was told: none gets events of this type and environment.</p>;
  return (
    <>
      <ul className={styles.deliveries} aria-label="Deliveries">
        {deliveries.slice(0, SHOWN).map(({ id, status, target, integration }) => (
          <li key={id}>
            <DeliveryLink id={id} className={styles.delivery}>
              <ProviderMark provider={integration.provider} />
              <bdi className={styles.subject}>{integration.name}</bdi>
              {target !== '' && <bdi className="mono dim">{target}</bdi>}
              <State tone={STATUS[status].tone} mark={STATUS[status].mark}>
                {STATUS[status].word}
              </State>
            </DeliveryLink>
          </li>
        ))}
      </ul>
      {deliveries.length > SHOWN && (
        <p className="dim">{deliveries.length - SHOWN} more deliveries are not listed here.</p>
      )}
    </>
  );
}
