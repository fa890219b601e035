import { useRun } from '../../../api/hooks.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useToast } from '../../../design/dialogs/toast.tsx';
import { useProject } from '../../../shell/project/project-context.ts';
import { RevokeDialog } from '../../credentials/revoke-dialog.tsx';
import { type KeyFragment, type KeyKind, revokeKey } from './key-kinds.ts';

interface RevokeKeyProps {
  kind: KeyKind;
  revoked: KeyFragment;
  onClose: () => void;
}

export function RevokeKey({ kind, revoked: { id, name }, onClose }: RevokeKeyProps) {
  const { key: projectKey } = useProject();
  const run = useRun();
  const toast = useToast();
  const { busy, error, send } = useCommand();

  async function revoke(): Promise<void> {
    const done = await send(kind.revoked, () => revokeKey(run, kind, projectKey, id));
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
      {kind.consequence}
    </RevokeDialog>
  );
}
