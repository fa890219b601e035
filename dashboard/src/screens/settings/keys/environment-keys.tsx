import { useState } from 'react';
import { useQuery } from '../../../api/hooks.ts';
import { Button } from '../../../design/controls/button.tsx';
import { ShownOnce } from '../../../design/dialogs/shown-once.tsx';
import { Card } from '../../../design/layout/card.tsx';
import { Empty, LoadFailed, Loading } from '../../../design/layout/notice.tsx';
import { visible } from '../../../design/text/visible.ts';
import { EnvironmentKeysDocument } from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { useRefusal } from '../../../shell/project/use-refusal.ts';
import { CredentialTable } from '../../credentials/credential-table.tsx';
import { CLIENT, type KeyFragment, type KeyKind, SERVER } from './key-kinds.ts';
import { NewKey } from './new-key.tsx';
import { RevokeKey } from './revoke-key.tsx';

type KeyRow = KeyFragment & { environment: string };

/** The keys with which applications evaluate the flags of one environment. */
export function EnvironmentKeys() {
  return (
    <>
      <KeysOf kind={CLIENT} />
      <KeysOf kind={SERVER} />
    </>
  );
}

function KeysOf({ kind }: { kind: KeyKind }) {
  const project = useProject();
  const refusal = useRefusal('GRANT_ACCESS');
  const { data, error, reload } = useQuery(
    EnvironmentKeysDocument,
    { projectKey: project.key },
    { pause: refusal !== undefined },
  );
  const [isCreating, setCreating] = useState(false);
  const [created, setCreated] = useState<string>();
  const [revoking, setRevoking] = useState<KeyRow>();
  const rows = data?.project?.environments.flatMap((environment) =>
    kind.listOf(environment).map((key): KeyRow => ({ ...key, environment: environment.name })),
  );
  return (
    <>
      {created !== undefined && (
        <ShownOnce
          title="The key is shown only now"
          secret={created}
          copy="Copy key"
          onDismiss={() => setCreated(undefined)}
        >
          {kind.handling}
        </ShownOnce>
      )}
      <Card
        title={kind.title}
        note={kind.note}
        actions={
          <Button small unavailable={refusal ?? noEnvironment(project)} onClick={() => setCreating(true)}>
            New {kind.noun}
          </Button>
        }
      >
        {refusal !== undefined && <Empty title={`You cannot see the ${kind.noun}s`}>{refusal}</Empty>}
        {error !== undefined && (
          <LoadFailed title={`The ${kind.noun}s cannot be shown`} error={error} onRetry={reload} />
        )}
        {refusal === undefined && rows === undefined && error === undefined && <Loading rows={3} />}
        {rows?.length === 0 && <Empty title={`There is no ${kind.noun} yet`}>{kind.purpose}</Empty>}
        {rows !== undefined && rows.length > 0 && (
          <CredentialTable
            rows={rows}
            word="key"
            column={{ title: 'Environment', cell: ({ environment }) => visible(environment) }}
            onRevoke={setRevoking}
          />
        )}
      </Card>
      {isCreating && (
        <NewKey
          kind={kind}
          onClose={() => setCreating(false)}
          onCreated={(key) => {
            setCreating(false);
            setCreated(key);
            reload();
          }}
        />
      )}
      {revoking !== undefined && (
        <RevokeKey kind={kind} revoked={revoking} onClose={() => setRevoking(undefined)} />
      )}
    </>
  );
}

function noEnvironment({ environments }: { environments: unknown[] }): string | undefined {
  return environments.length > 0 ? undefined : 'A key belongs to an environment: create one first.';
}
