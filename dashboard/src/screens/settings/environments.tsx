import { useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Card } from '../../design/card.tsx';
import { State } from '../../design/chip.tsx';
import { Empty } from '../../design/notice.tsx';
import table from '../../design/table.module.css';
import { visible } from '../../design/visible.ts';
import type { EnvironmentSettingsFragment } from '../../gql/graphql.ts';
import { useProject } from '../../shell/project-context.ts';
import { useRefusal } from '../../shell/use-refusal.ts';
import { EnvironmentDialog } from './environment-dialog.tsx';
import styles from './settings.module.css';

/** The environments of the project, and what a change there needs. */
export function Environments() {
  const { environments } = useProject();
  const refusal = useRefusal('CONFIGURE_ENVIRONMENTS');
  const [editing, setEditing] = useState<EnvironmentSettingsFragment | 'new'>();
  return (
    <>
      <Card
        title="Environments"
        actions={
          <Button small unavailable={refusal} onClick={() => setEditing('new')}>
            New environment
          </Button>
        }
      >
        {environments.length === 0 && (
          <Empty title="There is no environment yet">
            Each flag has a state of its own in each environment, such as staging and production.
          </Empty>
        )}
        {environments.length > 0 && (
          <table className={`${table.table} ${table.cards}`}>
            <thead>
              <tr>
                <th scope="col">Environment</th>
                <th scope="col">Approval</th>
                <th scope="col">Confirmation</th>
                <th scope="col">
                  <span className="hidden-text">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {environments.map((environment) => (
                <Row
                  key={environment.id}
                  environment={environment}
                  refusal={refusal}
                  onEdit={() => setEditing(environment)}
                />
              ))}
            </tbody>
          </table>
        )}
      </Card>
      {editing !== undefined && (
        <EnvironmentDialog
          environment={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </>
  );
}

interface RowProps {
  environment: EnvironmentSettingsFragment;
  refusal: string | undefined;
  onEdit: () => void;
}

function Row({ environment, refusal, onEdit }: RowProps) {
  const { key, name, requiresApproval, minimumApprovals, confirmChanges } = environment;
  return (
    <tr>
      <td>
        <span className={styles.name}>
          <b>{visible(name)}</b>
          <span className="mono dim">{key}</span>
        </span>
      </td>
      <td data-label="Approval">
        {requiresApproval ? (
          <State tone="info">
            {minimumApprovals} {minimumApprovals === 1 ? 'approval' : 'approvals'} needed
          </State>
        ) : (
          <State tone="dim">not needed</State>
        )}
      </td>
      <td data-label="Confirmation">
        {confirmChanges ? <State tone="info">key must be typed</State> : <State tone="dim">not needed</State>}
      </td>
      <td className={table.number}>
        <Button small unavailable={refusal} aria-label={`Edit ${visible(name)}`} onClick={onEdit}>
          Edit
        </Button>
      </td>
    </tr>
  );
}
