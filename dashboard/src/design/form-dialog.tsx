import { type ReactNode, useId } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import styles from './form-dialog.module.css';
import { Notice } from './notice.tsx';

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
  children,
}: FormDialogProps) {
  const id = useId();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look={danger ? 'danger' : 'main'} type="submit" form={id} busy={busy}>
            {submit}
          </Button>
        </>
      }
    >
      <form
        id={id}
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
