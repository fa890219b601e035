import { OutboundFault } from './outcome.ts';

/** Aborts an exchange after a time, or when the caller cancels it. */
export interface TimeLimit {
  /** Aborts with an OutboundFault as its reason. */
  signal: AbortSignal;
  /** Aborts at once, for this reason. */
  cancel(reason: OutboundFault): void;
  /** Releases the timer and the caller's signal. */
  end(): void;
}

/** Not `AbortSignal.timeout`: its timer cannot be cleared, and thousands of finished requests would each keep one. */
export function startLimit(timeoutMs: number, outer?: AbortSignal): TimeLimit {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new OutboundFault('timeout', `No complete response came within ${timeoutMs / 1000} s.`));
  }, timeoutMs);
  const cancel = () => controller.abort(new OutboundFault('aborted', 'The request was cancelled.'));
  if (outer?.aborted) cancel();
  else outer?.addEventListener('abort', cancel);
  return {
    signal: controller.signal,
    cancel: (reason) => controller.abort(reason),
    end() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', cancel);
    },
  };
}

/** The promise's end, or the signal's reason as soon as it aborts, for work that takes no signal itself. */
export async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const cancel = () => aborted.reject(signal.reason);
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel);
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
