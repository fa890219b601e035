import type { ReactNode } from 'react';
import { Card } from '../../design/card.tsx';
import { ChangeNeed, ExperimentNeed, IntegrationNeed } from './need-rows.tsx';
import type { Needs } from './needs.ts';

/** What needs somebody, in groups; a group without anything is not shown. */
export function NeedsList({ needs: { integrations, experiments, changes, scheduled } }: { needs: Needs }) {
  return (
    <>
      <Group title="Integrations that do not work">
        {integrations.map((each) => (
          <IntegrationNeed key={each.id} integration={each} />
        ))}
      </Group>
      <Group title="Experiments that cannot be trusted">
        {experiments.map((each) => (
          <ExperimentNeed key={each.id} experiment={each} />
        ))}
      </Group>
      <Group title="Changes that wait">
        {changes.map((each) => (
          <ChangeNeed key={each.id} change={each} />
        ))}
      </Group>
      <Group title="Scheduled changes">
        {scheduled.map((each) => (
          <ChangeNeed key={each.id} change={each} />
        ))}
      </Group>
    </>
  );
}

function Group({ title, children }: { title: string; children: ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <Card title={title} note={children.length}>
      <ul>{children}</ul>
    </Card>
  );
}
