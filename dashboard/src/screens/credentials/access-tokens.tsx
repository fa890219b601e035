import { useState } from 'react';
import { issueAt, remaining } from '../../api/command.ts';
import { useRun } from '../../api/hooks.ts';
import { useCommand } from '../../api/use-command.ts';
import { Button } from '../../design/controls/button.tsx';
import { Field } from '../../design/controls/field.tsx';
import { FormDialog } from '../../design/dialogs/form-dialog.tsx';
import { ShownOnce } from '../../design/dialogs/shown-once.tsx';
import { useToast } from '../../design/dialogs/toast.tsx';
import { Card } from '../../design/layout/card.tsx';
import { Empty, Loading } from '../../design/layout/notice.tsx';
import {
  type AccessTokenRowFragment,
  CreateAccessTokenDocument,
  RevokeAccessTokenDocument,
} from '../../gql/graphql.ts';
import { CredentialTable } from './credential-table.tsx';
import { ExpiryField, expiryOf } from './expiry-field.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';

interface AccessTokensProps {
  /** Whose they are, if they are not the viewer's own. */
  userId?: string;
  rows: readonly AccessTokenRowFragment[] | undefined;
  onChange: () => void;
}

/** The access tokens of a user: made here, shown once, and revoked. */
export function AccessTokens({ userId, rows, onChange }: AccessTokensProps) {
  const [isCreating, setCreating] = useState(false);
  const [created, setCreated] = useState<string>();
  const [revoking, setRevoking] = useState<AccessTokenRowFragment>();
  return (
    <>
      {created !== undefined && (
        <ShownOnce
          title="The token is shown only now"
          secret={created}
          copy="Copy token"
          onDismiss={() => setCreated(undefined)}
        >
          It is sent as <span className="mono">Authorization: Bearer …</span>. Copy it to where it is needed.
        </ShownOnce>
      )}
      <Card
        title="Access tokens"
        note="for programs and for signing in"
        actions={
          <Button small onClick={() => setCreating(true)}>
            New token
          </Button>
        }
      >
        {rows === undefined && <Loading rows={2} />}
        {rows?.length === 0 && (
          <Empty title="There is no access token">
            A program sends one with each request. It may do what its user may do.
          </Empty>
        )}
        {rows !== undefined && rows.length > 0 && (
          <CredentialTable rows={rows} word="token" onRevoke={setRevoking} />
        )}
      </Card>
      {isCreating && (
        <NewToken
          userId={userId}
          onClose={() => setCreating(false)}
          onCreated={(token) => {
            setCreating(false);
            setCreated(token);
            onChange();
          }}
        />
      )}
      {revoking !== undefined && (
        <RevokeToken token={revoking} onClose={() => setRevoking(undefined)} onRevoked={onChange} />
      )}
    </>
  );
}

interface NewTokenProps {
  userId: string | undefined;
  onClose: () => void;
  onCreated: (token: string) => void;
}

function NewToken({ userId, onClose, onCreated }: NewTokenProps) {
  const run = useRun();
  const { busy, error, send } = useCommand();

  const toInput = (data: FormData) => ({
    name: String(data.get('name') ?? '').trim(),
    expiresAt: expiryOf(data),
    userId: userId ?? null,
  });

  async function create(data: FormData): Promise<void> {
    const done = await send(
      'CreateAccessTokenPayload',
      async () => (await run(CreateAccessTokenDocument, { input: toInput(data) })).createAccessToken,
    );
    if (done !== undefined) onCreated(done.token);
  }

  return (
    <FormDialog
      title="New access token"
      submit="Create token"
      busy={busy}
      error={remaining(error, ['name', 'expiresAt'])}
      graphql={{ field: 'createAccessToken', input: toInput }}
      onSubmit={(data) => void create(data)}
      onClose={onClose}
    >
      <Field label="Purpose" issue={issueAt(error, 'name')} help="What it is for, such as deploy pipeline.">
        {(control) => <input {...control} name="name" autoComplete="off" />}
      </Field>
      <ExpiryField issue={issueAt(error, 'expiresAt')} />
    </FormDialog>
  );
}

interface RevokeTokenProps {
  token: AccessTokenRowFragment;
  onClose: () => void;
  onRevoked: () => void;
}

function RevokeToken({ token: { id, name }, onClose, onRevoked }: RevokeTokenProps) {
  const run = useRun();
  const toast = useToast();
  const { busy, error, send } = useCommand();

  async function revoke(): Promise<void> {
    const done = await send(
      'RevokeAccessTokenPayload',
      async () => (await run(RevokeAccessTokenDocument, { input: { accessTokenId: id } })).revokeAccessToken,
    );
    if (done === undefined) return;
    toast('The token was revoked.');
    onClose();
    onRevoked();
  }

  return (
    <RevokeDialog
      word="token"
      name={name}
      busy={busy}
      error={error}
      onClose={onClose}
      onRevoke={() => void revoke()}
    >
      The sessions that were started with it end as well, and its open subscriptions within half a minute.
    </RevokeDialog>
  );
}
