import { type ReactNode, useId } from 'react';
import { Button } from '../controls/button.tsx';
import { Notice } from '../layout/notice.tsx';
import { Dialog } from './dialog.tsx';
import styles from './form-dialog.module.css';
import { ShowGraphql } from './show-graphql.tsx';
import { useFormInput } from './use-form-input.ts';

interface FormDialogProps {
  title: string;
  /** What the button that sends it says. */
  submit: string;
  onSubmit: (data: FormData) => void;
  onClose: () => void;
  busy: boolean;
  /** What no field of the form shows. */
  error?: string | undefined;
  danger?: boolean;
  /** The mutation that it sends, and the input that it makes of the form. */
  graphql?: { field: string; input: (data: FormData) => object };
  children: ReactNode;
}

/** A form, or a question, in a dialog. */
export function FormDialog({
  title,
  submit,
  onSubmit,
  onClose,
  busy,
  error,
  danger = false,
  graphql,
  children,
}: FormDialogProps) {
  const id = useId();
  const { form, read } = useFormInput(graphql?.input ?? (() => ({})));
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          {graphql !== undefined && <ShowGraphql field={graphql.field} input={read} />}
          <Button onClick={onClose}>Cancel</Button>
          <Button look={danger ? 'danger' : 'main'} type="submit" form={id} busy={busy}>
            {submit}
          </Button>
        </>
      }
    >
      <form
        id={id}
        ref={form}
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit(new FormData(event.currentTarget));
        }}
      >
        {error !== undefined && <Notice tone="bad" title={error} />}
        {children}
      </form>
    </Dialog>
  );
}
