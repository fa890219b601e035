/** What happens to a page. */

interface EventSource {
  addEventListener?: (name: string, listener: () => void) => void;
  removeEventListener?: (name: string, listener: () => void) => void;
  visibilityState?: string;
}

/**
 * Calls `onBack` when the device is online again or the page is shown again, and `onLeave` when it may never be shown again.
 * Ends with the returned function. Does nothing where there is no page, as in a worker without these events.
 */
export function watchPage({ onBack, onLeave }: { onBack: () => void; onLeave: () => void }): () => void {
  const window = globalThis as EventSource & { document?: EventSource };
  const { document } = window;
  const onVisibility = () => (document?.visibilityState === 'hidden' ? onLeave() : onBack());
  window.addEventListener?.('online', onBack);
  document?.addEventListener?.('visibilitychange', onVisibility);
  return () => {
    window.removeEventListener?.('online', onBack);
    document?.removeEventListener?.('visibilitychange', onVisibility);
  };
}
