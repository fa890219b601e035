import type { ReactNode } from 'react';
import { type CommandError, toIssues } from '../../api/command.ts';
import { FormDialog } from '../../design/dialogs/form-dialog.tsx';
import { visible } from '../../design/text/visible.ts';

interface RevokeDialogProps {
  word: 'token' | 'key';
  name: string;
  busy: boolean;
  error: CommandError | undefined;
  onRevoke: () => void;
  onClose: () => void;
  /** What ends with it. */
  children: ReactNode;
}

/** Asks before a token or key is made invalid for good. */
export function RevokeDialog({ word, name, busy, error, onRevoke, onClose, children }: RevokeDialogProps) {
  const { issues, message } = toIssues(error);
  return (
    <FormDialog
      title={`Revoke the ${word}?`}
      submit={`Revoke ${word}`}
      danger
      busy={busy}
      error={message ?? issues[0]?.message}
      onSubmit={onRevoke}
      onClose={onClose}
    >
      <p>
        <b>{visible(name)}</b> is refused from then on, and cannot be made valid again.
      </p>
      <p>{children}</p>
    </FormDialog>
  );
}
