/** Signing in and out. The session is a cookie that scripts cannot read: the page only learns whether it still holds. */

import { address } from './base.ts';

export class SignInError extends Error {}

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

export async function signOut(): Promise<void> {
  await fetch(address('session'), { method: 'DELETE' });
  tabs.postMessage('signed-out');
  location.assign(address('sign-in'));
}

/** Other tabs of this browser leave their pages when one signs out. */
const tabs = new BroadcastChannel('gogreen-session');
tabs.onmessage = ({ data }) => {
  if (data === 'signed-out') location.assign(address('sign-in'));
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

/** Whether the server no longer takes the session: the page then asks to sign in again, and keeps what was typed. */
function createFlag() {
  let value = false;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next: boolean) {
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const ended = createFlag();
export const offline = createFlag();
