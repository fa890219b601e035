/** Timers that do not keep a process of Node.js alive. */

export function setIdleTimer(run: () => void, ms: number): ReturnType<typeof setTimeout> {
  const timer = setTimeout(run, ms);
  // Browsers answer with a number.
  (timer as { unref?: () => void }).unref?.();
  return timer;
}

/** Resolves after the time, or as soon as the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}

/** Runs once when nothing has happened for a time. */
export interface SilenceTimer {
  /** Something has happened: the time begins again. */
  restart(): void;
  stop(): void;
}

export function startSilenceTimer(run: () => void, ms: number): SilenceTimer {
  let timer = setIdleTimer(run, ms);
  return {
    restart() {
      clearTimeout(timer);
      timer = setIdleTimer(run, ms);
    },
    stop: () => clearTimeout(timer),
  };
}
