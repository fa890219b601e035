import type { ReactNode } from 'react';
import { type CommandError, issueAt, remaining } from '../../../api/command.ts';
import { Field } from '../../../design/controls/field.tsx';
import { FormDialog } from '../../../design/dialogs/form-dialog.tsx';

interface DeletionDialogProps {
  /** What is deleted, such as "environment". */
  what: string;
  /** What has to be typed. */
  confirmKey: string;
  graphql: { field: string; input: (data: FormData) => object };
  busy: boolean;
  error: CommandError | undefined;
  onDelete: (data: FormData) => void;
  onClose: () => void;
  /** What it takes with it. */
  children: ReactNode;
}

/** Asks for the key of what is to be deleted for good. */
export function DeletionDialog(props: DeletionDialogProps) {
  const { what, confirmKey, graphql, busy, error, onDelete, onClose, children } = props;
  return (
    <FormDialog
      title={`Delete the ${what}?`}
      submit={`Delete ${what}`}
      danger
      busy={busy}
      error={remaining(error, ['confirm'])}
      graphql={graphql}
      onSubmit={onDelete}
      onClose={onClose}
    >
      {children}
      <Field label={`Type ${confirmKey} to confirm`} issue={issueAt(error, 'confirm')}>
        {(control) => (
          <input
            {...control}
            name="confirm"
            className={`${control.className} mono`}
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
    </FormDialog>
  );
}

const MOST = 10_000;

/** Such as "3 flags, 10,000 or more events". Kinds with a count of 0 are left out. */
export function contentsText(contents: readonly [count: number, one: string, many: string][]): string {
  const parts = contents
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => {
      if (count === 1) return `1 ${one}`;
      return `${count.toLocaleString('en')}${count >= MOST ? ' or more' : ''} ${many}`;
    });
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : (parts[0] ?? '');
}
