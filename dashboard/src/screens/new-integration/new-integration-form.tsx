import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type CommandError, toIssues } from '../../api/command.ts';
import { useRun } from '../../api/hooks.ts';
import { Button } from '../../design/controls/button.tsx';
import { useToast } from '../../design/dialogs/toast.tsx';
import { Card } from '../../design/layout/card.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import {
  CreateIntegrationDocument,
  type CreateIntegrationInput,
  type ProviderFormFragment,
} from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';
import { type FormState, newForm } from '../integration-form/form-state.ts';
import { IntegrationForm } from '../integration-form/integration-form.tsx';
import type { Issues } from '../integration-form/issues.ts';
import { TryOut } from '../integration-form/try-out/try-out.tsx';
import { missingFields, toNewInput, withoutBlanks } from '../integration-form/values.ts';
import { Created, type CreatedIntegration } from './created.tsx';
import styles from './new-integration.module.css';

/** The form of a provider beside what it would send. */
export function NewIntegrationForm({ info }: { info: ProviderFormFragment }) {
  const project = useProject();
  const navigate = useNavigate();
  const run = useRun();
  const toast = useToast();
  const [form, setForm] = useState(() => newForm(info));
  const [error, setError] = useState<CommandError>();
  const [draftIssues, setDraftIssues] = useState<Issues>([]);
  const [busy, setBusy] = useState(false);
  const [created, setCreated] = useState<CreatedIntegration>();

  if (created !== undefined) return <Created created={created} provider={info.provider} />;

  const draft = toDraft(info, form, project.key);
  const missing = missingFields(info, form);

  async function save(): Promise<void> {
    const cleaned = { ...form, values: withoutBlanks(form.values) };
    setForm(cleaned);
    setBusy(true);
    try {
      const input = toDraft(info, cleaned, project.key);
      const { createIntegration } = await run(CreateIntegrationDocument, { input });
      if (createIntegration.__typename !== 'CreateIntegrationPayload') return setError(createIntegration);
      const { integration, signingSecret } = createIntegration;
      if (signingSecret !== null) return setCreated({ integration, signingSecret });
      toast(`${integration.name} gets the events from now on.`);
      await navigate({
        to: '/projects/$projectKey/integrations/$integrationId',
        params: { projectKey: project.key, integrationId: integration.id },
      });
    } catch (failure) {
      setError({ __typename: 'Error', message: (failure as Error).message });
    } finally {
      setBusy(false);
    }
  }

  const { issues, message } = toIssues(error);
  return (
    <>
      <PageHead
        title={`New integration: ${info.label}`}
        actions={
          <Link
            className={styles.back}
            to="/projects/$projectKey/integrations/new"
            params={{ projectKey: project.key }}
          >
            Choose another product
          </Link>
        }
      >
        <span>{info.description}</span>
        <a className={styles.docs} href={info.docsUrl} target="_blank" rel="noreferrer">
          Where to find what the form asks for
        </a>
      </PageHead>
      <div className={styles.columns}>
        <Card title="Settings" padded>
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void save();
            }}
          >
            <IntegrationForm
              info={info}
              form={form}
              onChange={(changed) => {
                setForm(changed);
                setError(undefined);
              }}
              issues={error === undefined ? draftIssues : issues}
              message={message}
            />
            <div className={styles.save}>
              <Button look="main" type="submit" busy={busy}>
                Save integration
              </Button>
              <span className="dim">It gets the events from then on.</span>
            </div>
          </form>
        </Card>
        <TryOut
          info={info}
          tried={{ draft: { ...draft, name: draft.name || null } }}
          missing={missing}
          onIssues={setDraftIssues}
          note="Nothing is stored until you save."
        />
      </div>
    </>
  );
}

/** What the form says, as the API takes it: for previews and tests, and in the end to be saved. */
function toDraft(info: ProviderFormFragment, form: FormState, projectKey: string): CreateIntegrationInput {
  const filled = { ...form, values: withoutBlanks(form.values) };
  return {
    projectKey,
    name: form.name.trim(),
    eventTypes: form.eventTypes,
    environmentKeys: form.environmentKeys,
    provider: {
      [info.inputField]: toNewInput(info, filled),
    } as unknown as CreateIntegrationInput['provider'],
  };
}
