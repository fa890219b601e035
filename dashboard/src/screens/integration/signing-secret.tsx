import { useState } from 'react';
import { issueAt, remaining } from '../../api/command.ts';
import { useRun } from '../../api/hooks.ts';
import { useCommand } from '../../api/use-command.ts';
import { Button } from '../../design/controls/button.tsx';
import { Field } from '../../design/controls/field.tsx';
import { Card } from '../../design/layout/card.tsx';
import { Notice } from '../../design/layout/notice.tsx';
import { exactTime, Time } from '../../design/text/time.tsx';
import { type IntegrationDetailsFragment, RotateSigningSecretDocument } from '../../gql/graphql.ts';
import { useRefusal } from '../../shell/project/use-refusal.ts';
import { JiraSteps } from '../new-integration/jira-steps.tsx';
import { SecretOnce } from '../new-integration/secret-once.tsx';
import { Verification } from '../new-integration/verification.tsx';
import styles from './integration.module.css';

/** The secret that requests are signed with: what is known of it, how it is replaced and how it is used. */
export function SigningSecret({ integration }: { integration: IntegrationDetailsFragment }) {
  const run = useRun();
  const refusal = useRefusal('CONFIGURE_INTEGRATIONS');
  const { busy, error, send } = useCommand();
  const [hours, setHours] = useState('24');
  const [secret, setSecret] = useState<string>();
  const isJira = 'webhookUrl' in integration;
  const hint = integration.secrets.find(
    ({ name }) => name === 'signingSecret' || name === 'webhookSecret',
  )?.hint;

  async function rotate(): Promise<void> {
    const input = { integrationId: integration.id, graceHours: hours.trim() === '' ? null : Number(hours) };
    const done = await send(
      'RotateSigningSecretPayload',
      async () => (await run(RotateSigningSecretDocument, { input })).rotateSigningSecret,
    );
    setSecret(done?.signingSecret);
  }

  const rest = remaining(error, ['graceHours']);
  return (
    <div className={styles.stack}>
      {secret !== undefined && (
        <SecretOnce secret={secret}>
          {isJira
            ? `Set it in Jira. The old one is accepted for another ${inHours(hours)}.`
            : `Set it in your endpoint. Requests are signed with both for ${inHours(hours)}.`}
        </SecretOnce>
      )}
      <Card title="Signing secret" note={<span className="mono">{hint ?? '••••'}</span>} padded>
        <form
          className={styles.rotate}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void rotate();
          }}
        >
          {rest !== undefined && <Notice tone="bad" title={rest} />}
          <p>
            {isJira
              ? 'Jira signs its webhooks with it. A new one is made here and shown once.'
              : 'Every request is signed with it. A new one is made here and shown once.'}
          </p>
          {integration.previousSecretValidUntil !== null && (
            <p>
              The one before it is valid until {exactTime(integration.previousSecretValidUntil)},{' '}
              <Time at={integration.previousSecretValidUntil} />.
            </p>
          )}
          <Field
            label="Hours for which the old secret stays valid"
            help="0 to 720. With 0 it is invalid at once."
            issue={issueAt(error, 'graceHours')}
          >
            {(control) => (
              <input
                {...control}
                type="number"
                min={0}
                max={720}
                step="any"
                value={hours}
                onChange={(event) => setHours(event.target.value)}
              />
            )}
          </Field>
          <Button type="submit" busy={busy} unavailable={refusal}>
            Replace the secret
          </Button>
        </form>
      </Card>
      {isJira ? (
        <JiraSteps webhookUrl={integration.webhookUrl} />
      ) : (
        <Card title="Check the signature of each request">
          <Verification />
        </Card>
      )}
    </div>
  );
}

function inHours(text: string): string {
  const hours = text.trim() === '' ? 24 : Number(text);
  return hours === 1 ? '1 hour' : `${hours.toLocaleString('en')} hours`;
}
