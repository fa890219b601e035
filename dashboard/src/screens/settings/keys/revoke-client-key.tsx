import { useRun } from '../../../api/hooks.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useToast } from '../../../design/dialogs/toast.tsx';
import { type ClientKeyRowFragment, RevokeClientKeyDocument } from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { RevokeDialog } from '../../credentials/revoke-dialog.tsx';

interface RevokeClientKeyProps {
  clientKey: ClientKeyRowFragment;
  onClose: () => void;
}

export function RevokeClientKey({ clientKey: { id, name }, onClose }: RevokeClientKeyProps) {
  const { key: projectKey } = useProject();
  const run = useRun();
  const toast = useToast();
  const { busy, error, send } = useCommand();

  async function revoke(): Promise<void> {
    const done = await send(
      'RevokeClientKeyPayload',
      async () =>
        (await run(RevokeClientKeyDocument, { input: { projectKey, clientKeyId: id } })).revokeClientKey,
    );
    if (done === undefined) return;
    toast('The key was revoked.');
    onClose();
  }

  return (
    <RevokeDialog
      word="key"
      name={name}
      busy={busy}
      error={error}
      onClose={onClose}
      onRevoke={() => void revoke()}
    >
      Pages and apps that still use it can no longer evaluate flags; their open subscriptions end within half
      a minute.
    </RevokeDialog>
  );
}
