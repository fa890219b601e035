import { useState } from 'react';
import { issueAt, remaining } from '../../api/command.ts';
import { useRun } from '../../api/hooks.ts';
import { useCommand } from '../../api/use-command.ts';
import { CheckField } from '../../design/controls/check-field.tsx';
import { Field } from '../../design/controls/field.tsx';
import { FormDialog } from '../../design/dialogs/form-dialog.tsx';
import { useToast } from '../../design/dialogs/toast.tsx';
import {
  CreateEnvironmentDocument,
  type EnvironmentSettingsFragment,
  UpdateEnvironmentDocument,
} from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';
import styles from './settings.module.css';

interface EnvironmentDialogProps {
  /** Undefined for a new one. */
  environment: EnvironmentSettingsFragment | undefined;
  onClose: () => void;
}

export function EnvironmentDialog({ environment, onClose }: EnvironmentDialogProps) {
  const { key: projectKey } = useProject();
  const run = useRun();
  const toast = useToast();
  const { busy, error, send } = useCommand();
  const [requiresApproval, setRequiresApproval] = useState(environment?.requiresApproval ?? false);
  const isNew = environment === undefined;

  const toInput = (data: FormData) => {
    const text = (name: string) => String(data.get(name) ?? '').trim();
    return {
      projectKey,
      key: environment?.key ?? text('key'),
      name: text('name'),
      requiresApproval,
      minimumApprovals: requiresApproval ? Math.trunc(Number(text('minimumApprovals'))) : null,
      confirmChanges: data.get('confirmChanges') !== null,
    };
  };

  async function save(data: FormData): Promise<void> {
    const input = toInput(data);
    const done = isNew
      ? await send(
          'CreateEnvironmentPayload',
          async () => (await run(CreateEnvironmentDocument, { input })).createEnvironment,
        )
      : await send(
          'UpdateEnvironmentPayload',
          async () => (await run(UpdateEnvironmentDocument, { input })).updateEnvironment,
        );
    if (done === undefined) return;
    toast(isNew ? `${input.name} was created. All flags are off there.` : `${input.name} was saved.`);
    onClose();
  }

  return (
    <FormDialog
      title={isNew ? 'New environment' : 'Edit the environment'}
      submit={isNew ? 'Create environment' : 'Save'}
      busy={busy}
      error={remaining(error, ['key', 'name', 'minimumApprovals'])}
      graphql={{ field: isNew ? 'createEnvironment' : 'updateEnvironment', input: toInput }}
      onSubmit={(data) => void save(data)}
      onClose={onClose}
    >
      <Field label="Name" issue={issueAt(error, 'name')}>
        {(control) => <input {...control} name="name" defaultValue={environment?.name} autoComplete="off" />}
      </Field>
      {isNew ? (
        <Field
          label="Key"
          issue={issueAt(error, 'key')}
          help="What applications ask with, such as production. It cannot be changed later."
        >
          {(control) => (
            <input {...control} name="key" className={`${control.className} mono`} spellCheck={false} />
          )}
        </Field>
      ) : (
        <p>
          <span className="dim">Key </span>
          <span className="mono">{environment.key}</span>
        </p>
      )}
      <div className={styles.rules}>
        <CheckField
          label="Changes need approval"
          help="A flag changes here only by a change request that others have approved."
          checked={requiresApproval}
          onChange={setRequiresApproval}
        />
        {requiresApproval && (
          <Field
            label="Approvals needed"
            issue={issueAt(error, 'minimumApprovals')}
            help="1 to 10. This also holds for change requests that are open now."
          >
            {(control) => (
              <input
                {...control}
                type="number"
                min={1}
                max={10}
                name="minimumApprovals"
                defaultValue={environment?.minimumApprovals ?? 1}
              />
            )}
          </Field>
        )}
        <CheckField
          label="Changes must be confirmed"
          help="Whoever changes a flag here directly types the key of the environment first."
          name="confirmChanges"
          defaultChecked={environment?.confirmChanges ?? false}
        />
      </div>
    </FormDialog>
  );
}
