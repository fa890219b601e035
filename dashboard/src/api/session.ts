/** Signing in and out. The session is a cookie that scripts cannot read: the page only learns whether it still holds. */

import { address } from './base.ts';

export class SignInError extends Error {}
export class SignOutError extends Error {}

/** Exchanges a token, or the code of a start-up link, for a session. Fails with a SignInError that says what is wrong. */
export async function signIn(secret: { token: string } | { code: string }): Promise<void> {
  const response = await fetch(address('session'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(secret),
  });
  if (response.ok) return;
  const text = await response.text();
  throw new SignInError(messageOf(text) ?? `The server answered ${response.status}. Try again in a moment.`);
}

/** Ends the session and leaves the page. Fails with a SignOutError when the server did not end it. */
export async function signOut(): Promise<void> {
  const response = await fetch(address('session'), { method: 'DELETE' }).catch(() => undefined);
  if (response === undefined)
    throw new SignOutError('You are still signed in: the server cannot be reached. Try again.');
  // Without a session there is nothing to end.
  if (!response.ok && response.status !== 401)
    throw new SignOutError(`You are still signed in: the server answered ${response.status}. Try again.`);
  tabs.postMessage('signed-out');
  location.assign(address('sign-in'));
}

/** Other tabs of this browser leave their pages when one signs out. */
const tabs = new BroadcastChannel('gogreen-session');
tabs.onmessage = ({ data }) => {
  if (data === 'signed-out') location.assign(address('sign-in'));
  // Signed in again in another tab. Who it is, is asked by SessionEnded.
  if (data === 'signed-in') ended.set(false);
};

export function announceSignIn(): void {
  tabs.postMessage('signed-in');
  ended.set(false);
}

function messageOf(text: string): string | undefined {
  try {
    const { message, errors } = JSON.parse(text);
    return message ?? errors?.[0]?.message;
  } catch {
    return undefined;
  }
}

function createListeners() {
  const listeners = new Set<() => void>();
  return {
    tell() {
      for (const listener of listeners) listener();
    },
    /** Calls back at each change; returns what ends that. */
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** Reasons, each by the id of the subscription that gave it. */
function createReasons() {
  const reasons = new Map<string, string>();
  const { tell, subscribe } = createListeners();
  return {
    /** The oldest reason; undefined without one. */
    get: () => reasons.values().next().value,
    add(id: string, reason: string) {
      reasons.set(id, reason);
      tell();
    },
    remove(id: string) {
      if (reasons.delete(id)) tell();
    },
    subscribe,
  };
}

function createFlag() {
  let value = false;
  const { tell, subscribe } = createListeners();
  return {
    get: () => value,
    set(next: boolean) {
      if (value === next) return;
      value = next;
      tell();
    },
    subscribe,
  };
}

/** Whether the server no longer takes the session: the page then asks to sign in again, and keeps what was typed. */
export const ended = createFlag();
export const offline = createFlag();
/** Why what is shown does not follow what happens, although there is a connection. */
export const notLive = createReasons();
