import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import styles from './dialog.module.css';

interface DialogProps {
  title: ReactNode;
  /** Without it the dialog stays until it is no longer rendered. */
  onClose?: () => void;
  children: ReactNode;
  /** The buttons, the main one last. */
  actions?: ReactNode;
  wide?: boolean;
}

/** A modal dialog: the browser's own, which keeps the focus within and gives it back. Rendered only while it is open. */
export function Dialog({ title, onClose, children, actions, wide = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Before it is taken out of the page: only a dialog that is closed gives the focus back.
    return () => element?.close();
  }, []);
  const onClosed = () => {
    if (dialog.current?.open !== false) return;
    // Browsers may close it all the same, at a second Escape.
    if (onClose === undefined) dialog.current.showModal();
    else onClose();
  };
  return (
    <dialog
      ref={dialog}
      className={wide ? `${styles.dialog} ${styles.wide}` : styles.dialog}
      aria-labelledby={id}
      closedby={onClose === undefined ? 'none' : 'closerequest'}
      onClose={onClosed}
      onCancel={onClose === undefined ? (event) => event.preventDefault() : undefined}
    >
      <header className={styles.header}>
        <h2 id={id}>{title}</h2>
        {onClose !== undefined && (
          <button
            type="button"
            className={styles.close}
            aria-label="Close"
            onClick={() => dialog.current?.close()}
          >
            ✕
          </button>
        )}
      </header>
      <div className={styles.body}>{children}</div>
      {actions !== undefined && <footer className={styles.footer}>{actions}</footer>}
    </dialog>
  );
}
