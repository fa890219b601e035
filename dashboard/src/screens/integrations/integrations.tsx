import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useQuery, useSubscription } from '../../api/hooks.ts';
import { Button } from '../../design/controls/button.tsx';
import { Card } from '../../design/layout/card.tsx';
import { Empty, LoadFailed, Loading } from '../../design/layout/notice.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import table from '../../design/layout/table.module.css';
import {
  IntegrationsDocument,
  IntegrationsStatsDocument,
  IntegrationUpdatesDocument,
} from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';
import { useRefusal } from '../../shell/project/use-refusal.ts';
import { useSeldom } from '../../shell/use-seldom.ts';
import { toHours, useDayStart } from './day.ts';
import { byHealth } from './health.tsx';
import { IntegrationRow } from './integration-row.tsx';
import styles from './integrations.module.css';

/** Every integration of the project, those that fail first. */
export function Integrations() {
  const project = useProject();
  const refusal = useRefusal('CONFIGURE_INTEGRATIONS');
  const navigate = useNavigate();
  const { data, error, reload } = useQuery(IntegrationsDocument, { projectKey: project.key });
  const from = useDayStart();
  const stats = useQuery(IntegrationsStatsDocument, { projectKey: project.key, from });
  const reloadSoon = useSeldom(reload, 300);
  const countSoon = useSeldom(stats.reload, 3_000);
  const variables = useMemo(() => ({ projectKey: project.key }), [project.key]);
  // Rows that are there follow by themselves; it may also be a new one, or one that was deleted.
  useSubscription(IntegrationUpdatesDocument, variables, () => {
    reloadSoon();
    countSoon();
  });
  const hours = new Map(
    stats.data?.project?.integrations.map(({ id, deliveryStats }) => [id, toHours(deliveryStats)]),
  );

  const integrations = data?.project?.integrations.toSorted(byHealth);
  const add = (look: 'main' | 'plain', label: string) => (
    <Button
      look={look}
      unavailable={refusal}
      onClick={() =>
        void navigate({ to: '/projects/$projectKey/integrations/new', params: { projectKey: project.key } })
      }
    >
      {label}
    </Button>
  );
  return (
    <>
      <PageHead title="Integrations" actions={add('main', 'Add integration')}>
        Products and endpoints that are told about the events of this project.
      </PageHead>
      <Card>
        {error !== undefined && (
          <LoadFailed title="The integrations cannot be shown" error={error} onRetry={reload} />
        )}
        {integrations === undefined && error === undefined && <Loading rows={5} />}
        {integrations?.length === 0 && (
          <Empty title="There is no integration yet" action={add('plain', 'Add the first integration')}>
            An integration sends each change of a flag to a chat, an issue tracker, a monitoring product or an
            endpoint of your own.
          </Empty>
        )}
        {integrations !== undefined && integrations.length > 0 && (
          <div className={table.scroll}>
            <table className={`${table.table} ${table.cards} ${styles.integrations}`}>
              <thead>
                <tr>
                  <th scope="col">Integration</th>
                  <th scope="col">State</th>
                  <th scope="col">Gets</th>
                  <th scope="col">Last 24 hours</th>
                  <th scope="col">Last success</th>
                </tr>
              </thead>
              <tbody>
                {integrations.map((integration) => (
                  <IntegrationRow
                    key={integration.id}
                    integration={integration}
                    hours={hours.get(integration.id)}
                  />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Card>
    </>
  );
}
