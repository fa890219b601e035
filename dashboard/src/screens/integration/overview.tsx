import { Card } from '../../design/layout/card.tsx';
import { Notice } from '../../design/layout/notice.tsx';
import { Time } from '../../design/text/time.tsx';
import type { IntegrationDetailsFragment } from '../../gql/graphql.ts';
import { conditionOf, HealthState, HealthWords } from '../integrations/health.tsx';
import { DayCard } from './day-card.tsx';
import styles from './integration.module.css';
import { LastDeliveries } from './last-deliveries.tsx';

/** Whether it works, and what it was sent last. */
export function Overview({ integration }: { integration: IntegrationDetailsFragment }) {
  const { health, createdAt } = integration;
  const condition = conditionOf(integration);
  return (
    <div className={styles.stack}>
      {(condition === 'failing' || condition === 'disabled by GoGreen') && (
        <Notice
          tone="bad"
          title={condition === 'failing' ? 'Deliveries fail' : 'GoGreen has disabled this integration'}
        >
          <HealthWords integration={integration} />
          {condition !== 'failing' && ' Enable it when its receiver works again.'}
        </Notice>
      )}
      <Card title="Health" padded>
        <dl className={styles.facts}>
          <Fact name="State">
            <HealthState integration={integration} />
          </Fact>
          <Fact name="Last success">
            {health.lastSuccessAt === null ? 'none yet' : <Time at={health.lastSuccessAt} />}
          </Fact>
          <Fact name="Last failure">
            {health.lastErrorAt === null ? 'none' : <Time at={health.lastErrorAt} />}
          </Fact>
          <Fact name="Failures in a row">{health.consecutiveFailures.toLocaleString('en')}</Fact>
          <Fact name="Added">
            <Time at={createdAt} />
          </Fact>
        </dl>
      </Card>
      <DayCard integrationId={integration.id} />
      <LastDeliveries integrationId={integration.id} />
    </div>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
