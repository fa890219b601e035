import { useState } from 'react';
import { Button } from '../../design/controls/button.tsx';
import { Card } from '../../design/layout/card.tsx';
import { Empty } from '../../design/layout/notice.tsx';
import table from '../../design/layout/table.module.css';
import { State } from '../../design/text/chip.tsx';
import { visible } from '../../design/text/visible.ts';
import type { EnvironmentSettingsFragment } from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';
import { useRefusal } from '../../shell/project/use-refusal.ts';
import { DeleteEnvironment } from './deletion/delete-environment.tsx';
import { EnvironmentDialog } from './environment-dialog.tsx';
import styles from './settings.module.css';
import { useMoveEnvironment } from './use-move-environment.ts';

/** The environments of the project, and what a change there needs. */
export function Environments() {
  const { environments } = useProject();
  const refusal = useRefusal('CONFIGURE_ENVIRONMENTS');
  const move = useMoveEnvironment();
  const [deleting, setDeleting] = useState<EnvironmentSettingsFragment>();
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
              {environments.map((environment, index) => (
                <Row
                  key={environment.id}
                  environment={environment}
                  refusal={refusal}
                  isFirst={index === 0}
                  isLast={index === environments.length - 1}
                  onMove={(by) => void move(environment, index + 1 + by)}
                  onEdit={() => setEditing(environment)}
                  onDelete={() => setDeleting(environment)}
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
      {deleting !== undefined && (
        <DeleteEnvironment environment={deleting} onClose={() => setDeleting(undefined)} />
      )}
    </>
  );
}

interface RowProps {
  environment: EnvironmentSettingsFragment;
  refusal: string | undefined;
  isFirst: boolean;
  isLast: boolean;
  onMove: (by: 1 | -1) => void;
  onEdit: () => void;
  onDelete: () => void;
}

function Row({ environment, refusal, isFirst, isLast, onMove, onEdit, onDelete }: RowProps) {
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
        <span className={styles.rowActions}>
          <Button
            small
            look="quiet"
            unavailable={refusal ?? (isFirst ? 'It is the first one' : undefined)}
            aria-label={`Move ${visible(name)} up`}
            onClick={() => onMove(-1)}
          >
            ↑
          </Button>
          <Button
            small
            look="quiet"
            unavailable={refusal ?? (isLast ? 'It is the last one' : undefined)}
            aria-label={`Move ${visible(name)} down`}
            onClick={() => onMove(1)}
          >
            ↓
          </Button>
          <Button small unavailable={refusal} aria-label={`Edit ${visible(name)}`} onClick={onEdit}>
            Edit
          </Button>
          <Button
            small
            look="danger"
            unavailable={refusal ?? (isFirst && isLast ? 'A project needs an environment' : undefined)}
            aria-label={`Delete ${visible(name)}`}
            onClick={onDelete}
          >
            Delete…
          </Button>
        </span>
      </td>
    </tr>
  );
}
