import { toIssues } from '../../api/command.ts';
import { useRun } from '../../api/hooks.ts';
import { useCommand } from '../../api/use-command.ts';
import { FormDialog } from '../../design/dialogs/form-dialog.tsx';
import { useToast } from '../../design/dialogs/toast.tsx';
import { visible } from '../../design/text/visible.ts';
import { RevokeSessionDocument, type SessionRowFragment } from '../../gql/graphql.ts';
import { deviceOf } from './device.ts';

interface EndSessionProps {
  session: SessionRowFragment;
  onClose: () => void;
  onEnded: () => void;
}

/** Asks before another browser is signed out. */
export function EndSession({ session: { id, userAgent, network }, onClose, onEnded }: EndSessionProps) {
  const run = useRun();
  const toast = useToast();
  const { busy, error, send } = useCommand();
  const { issues, message } = toIssues(error);

  async function end(): Promise<void> {
    const done = await send(
      'RevokeSessionPayload',
      async () => (await run(RevokeSessionDocument, { input: { sessionId: id } })).revokeSession,
    );
    if (done === undefined) return;
    toast('The session was ended.');
    onClose();
    onEnded();
  }

  return (
    <FormDialog
      title="End the session?"
      submit="End session"
      danger
      busy={busy}
      error={message ?? issues[0]?.message}
      onSubmit={() => void end()}
      onClose={onClose}
    >
      <p>
        <b>{deviceOf(userAgent)}</b>, signed in from <span className="mono">{visible(network)}</span>, is
        signed out at once. Its live updates end within half a minute.
      </p>
    </FormDialog>
  );
}
