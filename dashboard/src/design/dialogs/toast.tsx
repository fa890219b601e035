import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { Button } from '../controls/button.tsx';
import styles from './toast.module.css';

interface Toast {
  id: number;
  text: ReactNode;
  action?: { label: string; run: () => void } | undefined;
}

type Show = (text: ReactNode, action?: Toast['action']) => void;

const ToastContext = createContext<Show>(() => {});

/** What was done, said for some seconds at the edge of the page, with a way to undo it where there is one. */
export function useToast(): Show {
  return useContext(ToastContext);
}

const SHOWN_MS = 8_000;

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const remove = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const show = useCallback<Show>(
    (text, action) => {
      const id = Math.random();
      setToasts((all) => [...all.slice(-2), { id, text, action }]);
      setTimeout(() => remove(id), SHOWN_MS);
    },
    [remove],
  );
  const list = useMemo(
    () =>
      toasts.map(({ id, text, action }) => (
        <div key={id} className={styles.toast}>
          <span>{text}</span>
          {action && (
            <Button
              small
              onClick={() => {
                remove(id);
                action.run();
              }}
            >
              {action.label}
            </Button>
          )}
          <button type="button" className={styles.close} aria-label="Dismiss" onClick={() => remove(id)}>
            ✕
          </button>
        </div>
      )),
    [toasts, remove],
  );
  return (
    <ToastContext value={show}>
      {children}
      <div className={styles.toasts} role="status" aria-live="polite">
        {list}
      </div>
    </ToastContext>
  );
}
