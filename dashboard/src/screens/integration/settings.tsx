import { useState } from 'react';
import { toIssues } from '../../api/command.ts';
import { useRun } from '../../api/hooks.ts';
import { useCommand } from '../../api/use-command.ts';
import { Button } from '../../design/controls/button.tsx';
import { useToast } from '../../design/dialogs/toast.tsx';
import { Card } from '../../design/layout/card.tsx';
import { Notice } from '../../design/layout/notice.tsx';
import {
  type IntegrationDetailsFragment,
  type ProviderFormFragment,
  UpdateIntegrationDocument,
} from '../../gql/graphql.ts';
import { useRefusal } from '../../shell/project/use-refusal.ts';
import { type FormState, hintsOf, isSame, storedForm } from '../integration-form/form-state.ts';
import { IntegrationForm } from '../integration-form/integration-form.tsx';
import type { Issues } from '../integration-form/issues.ts';
import { TryOut } from '../integration-form/try-out/try-out.tsx';
import { withoutBlanks } from '../integration-form/values.ts';
import { toChanges } from './changes.ts';
import styles from './integration.module.css';

interface SettingsProps {
  integration: IntegrationDetailsFragment;
  info: ProviderFormFragment;
}

/** The settings, with what the changed ones would send. */
export function Settings({ integration, info }: SettingsProps) {
  const run = useRun();
  const toast = useToast();
  const refusal = useRefusal('CONFIGURE_INTEGRATIONS');
  const { busy, error, send, forget } = useCommand();
  const [draftIssues, setDraftIssues] = useState<Issues>([]);
  const stored = storedForm(info, integration);
  // Undefined while nothing differs: then the form follows what others save.
  const [edited, setEdited] = useState<FormState>();
  const form = edited ?? stored;
  const changes = toChanges(info, { ...form, values: withoutBlanks(form.values) }, stored);

  async function save(): Promise<void> {
    if (changes === undefined) return;
    const done = await send(
      'UpdateIntegrationPayload',
      async () =>
        (await run(UpdateIntegrationDocument, { input: { integrationId: integration.id, ...changes } }))
          .updateIntegration,
    );
    if (done === undefined) return setEdited({ ...form, values: withoutBlanks(form.values) });
    setEdited(undefined);
    toast('The settings were saved.');
  }

  const { issues, message } = toIssues(error);
  const tried = {
    integrationId: integration.id,
    ...(changes === undefined ? {} : { draft: changes }),
  };
  return (
    <div className={styles.columns}>
      <Card title="Settings" padded>
        {refusal !== undefined && <Notice tone="info" title={refusal} />}
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <fieldset className={styles.fieldset} disabled={refusal !== undefined}>
            <IntegrationForm
              info={info}
              form={form}
              onChange={(changed) => {
                setEdited(isSame(changed, stored) ? undefined : changed);
                forget();
              }}
              issues={error === undefined ? draftIssues : issues}
              message={message}
              hints={hintsOf(integration)}
            />
          </fieldset>
          <div className={styles.save}>
            <Button
              look="main"
              type="submit"
              busy={busy}
              unavailable={refusal ?? (changes === undefined ? 'Nothing has changed.' : undefined)}
            >
              Save changes
            </Button>
            <Button
              look="quiet"
              unavailable={edited === undefined ? 'Nothing has changed.' : undefined}
              onClick={() => {
                setEdited(undefined);
                forget();
              }}
            >
              Discard
            </Button>
          </div>
        </form>
      </Card>
      {refusal === undefined && (
        <TryOut
          info={info}
          tried={tried}
          onIssues={setDraftIssues}
          note={changes === undefined ? 'as it is stored' : 'with your changes, which are not stored yet'}
        />
      )}
    </div>
  );
}
