import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useRun } from '../../api/hooks.ts';
import { useCommand } from '../../api/use-command.ts';
import { Button } from '../../design/controls/button.tsx';
import { Field } from '../../design/controls/field.tsx';
import { Dialog } from '../../design/dialogs/dialog.tsx';
import { useToast } from '../../design/dialogs/toast.tsx';
import { Notice } from '../../design/layout/notice.tsx';
import { DeleteIntegrationDocument, type IntegrationDetailsFragment } from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';
import { useRefusal } from '../../shell/project/use-refusal.ts';

/** Deletes an integration when somebody has typed its name. */
export function DeleteButton({ integration }: { integration: IntegrationDetailsFragment }) {
  const refusal = useRefusal('CONFIGURE_INTEGRATIONS');
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button look="danger" unavailable={refusal} onClick={() => setAsking(true)}>
        Delete…
      </Button>
      {isAsking && <DeleteDialog integration={integration} onClose={() => setAsking(false)} />}
    </>
  );
}

function DeleteDialog({
  integration: { id, name },
  onClose,
}: {
  integration: IntegrationDetailsFragment;
  onClose: () => void;
}) {
  const project = useProject();
  const navigate = useNavigate();
  const run = useRun();
  const toast = useToast();
  const form = useId();
  const { busy, error, send } = useCommand();
  const [typed, setTyped] = useState('');
  const isSame = typed.trim() === name.trim();

  async function remove(): Promise<void> {
    if (!isSame) return;
    const done = await send(
      'DeleteIntegrationPayload',
      async () => (await run(DeleteIntegrationDocument, { input: { integrationId: id } })).deleteIntegration,
    );
    if (done === undefined) return;
    toast(`${name} was deleted.`);
    await navigate({ to: '/projects/$projectKey/integrations', params: { projectKey: project.key } });
  }

  return (
    <Dialog
      title="Delete the integration?"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="danger"
            type="submit"
            form={form}
            busy={busy}
            unavailable={isSame ? undefined : 'Type the name of the integration first.'}
          >
            Delete integration
          </Button>
        </>
      }
    >
      <form
        id={form}
        style={{ display: 'grid', gap: 16 }}
        onSubmit={(event) => {
          event.preventDefault();
          void remove();
        }}
      >
        {error !== undefined && <Notice tone="bad" title={error.message} />}
        <p>
          Its settings and secrets are gone for good. Its deliveries stay in the log, and those that wait for
          an attempt are cancelled.
        </p>
        <Field label={`Type ${name} to confirm`}>
          {(control) => (
            <input
              {...control}
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
