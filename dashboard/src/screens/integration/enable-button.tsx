import { useState } from 'react';
import { useRun } from '../../api/hooks.ts';
import { useCommand } from '../../api/use-command.ts';
import { Button } from '../../design/controls/button.tsx';
import { Dialog } from '../../design/dialogs/dialog.tsx';
import { useToast } from '../../design/dialogs/toast.tsx';
import { Notice } from '../../design/layout/notice.tsx';
import { type IntegrationDetailsFragment, UpdateIntegrationDocument } from '../../gql/graphql.ts';
import { useRefusal } from '../../shell/project/use-refusal.ts';

/** Switches an integration off, after a question, or on again. */
export function EnableButton({ integration }: { integration: IntegrationDetailsFragment }) {
  const run = useRun();
  const toast = useToast();
  const refusal = useRefusal('CONFIGURE_INTEGRATIONS');
  const { busy, error, send, forget } = useCommand();
  const [isAsking, setAsking] = useState(false);
  const { id, name, enabled } = integration;

  async function set(next: boolean): Promise<void> {
    const done = await send(
      'UpdateIntegrationPayload',
      async () =>
        (await run(UpdateIntegrationDocument, { input: { integrationId: id, enabled: next } }))
          .updateIntegration,
    );
    if (done === undefined) return setAsking(true);
    setAsking(false);
    toast(next ? `${name} gets the events from now on.` : `${name} is disabled.`);
  }

  return (
    <>
      <Button
        unavailable={refusal}
        busy={busy}
        onClick={() => {
          forget();
          if (enabled) setAsking(true);
          else void set(true);
        }}
      >
        {enabled ? 'Disable…' : 'Enable'}
      </Button>
      {isAsking && (
        <Dialog
          title={enabled ? 'Disable the integration?' : 'Enable the integration'}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button onClick={() => setAsking(false)}>Cancel</Button>
              <Button look="main" busy={busy} onClick={() => void set(!enabled)}>
                {enabled ? 'Disable' : 'Enable'}
              </Button>
            </>
          }
        >
          {error !== undefined && <Notice tone="bad" title={error.message} />}
          {enabled && (
            <p>
              <bdi>{name}</bdi> gets no more events, and deliveries that wait for an attempt are cancelled.
              When it is enabled again, it gets the events from then on.
            </p>
          )}
        </Dialog>
      )}
    </>
  );
}
