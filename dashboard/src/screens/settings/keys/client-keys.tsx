import { useState } from 'react';
import { useQuery } from '../../../api/hooks.ts';
import { Button } from '../../../design/controls/button.tsx';
import { ShownOnce } from '../../../design/dialogs/shown-once.tsx';
import { Card } from '../../../design/layout/card.tsx';
import { Empty, LoadFailed, Loading } from '../../../design/layout/notice.tsx';
import { visible } from '../../../design/text/visible.ts';
import { type ClientKeyRowFragment, ClientKeysDocument } from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { useRefusal } from '../../../shell/project/use-refusal.ts';
import { CredentialTable } from '../../credentials/credential-table.tsx';
import { NewClientKey } from './new-client-key.tsx';
import { RevokeClientKey } from './revoke-client-key.tsx';

type KeyRow = ClientKeyRowFragment & { environment: string };

/** The keys with which web pages and apps evaluate the flags of one environment. */
export function ClientKeys() {
  const project = useProject();
  const refusal = useRefusal('GRANT_ACCESS');
  const { data, error, reload } = useQuery(
    ClientKeysDocument,
    { projectKey: project.key },
    { pause: refusal !== undefined },
  );
  const [isCreating, setCreating] = useState(false);
  const [created, setCreated] = useState<string>();
  const [revoking, setRevoking] = useState<KeyRow>();
  const rows = data?.project?.environments.flatMap(({ name, clientKeys }) =>
    clientKeys.map((key): KeyRow => ({ ...key, environment: name })),
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
          It may stand in a web page or an app: it evaluates the flags of its environment, and nothing else.
        </ShownOnce>
      )}
      <Card
        title="Client keys"
        note="for web pages and apps"
        actions={
          <Button small unavailable={refusal ?? noEnvironment(project)} onClick={() => setCreating(true)}>
            New key
          </Button>
        }
      >
        {refusal !== undefined && <Empty title="You cannot see the client keys">{refusal}</Empty>}
        {error !== undefined && (
          <LoadFailed title="The client keys cannot be shown" error={error} onRetry={reload} />
        )}
        {refusal === undefined && rows === undefined && error === undefined && <Loading rows={3} />}
        {rows?.length === 0 && (
          <Empty title="There is no client key yet">
            With one, a page in a browser evaluates the flags of an environment and follows their changes.
          </Empty>
        )}
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
        <NewClientKey
          onClose={() => setCreating(false)}
          onCreated={(key) => {
            setCreating(false);
            setCreated(key);
            reload();
          }}
        />
      )}
      {revoking !== undefined && (
        <RevokeClientKey clientKey={revoking} onClose={() => setRevoking(undefined)} />
      )}
    </>
  );
}

function noEnvironment({ environments }: { environments: unknown[] }): string | undefined {
  return environments.length > 0 ? undefined : 'A key belongs to an environment: create one first.';
}
