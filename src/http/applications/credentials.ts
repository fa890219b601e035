/**
 * Who sends a request, kept in memory: applications ask thousands of times a second with one key. What is kept is dropped at
 * once when access changes anywhere (access-changes.ts), and asked for again after seconds in case that notification is lost.
 */

import { hash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { onAccessChange } from '../../access/access-changes.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Shown } from '../../accounts/sign-in/authenticate.ts';
import { streamKeyOf } from '../../accounts/sign-in/stream-key.ts';
import { hashToken } from '../../accounts/token.ts';
import type { App } from '../../platform/app.ts';
import { isDatabaseUnavailable, unavailableReason } from '../../platform/postgres/database-unavailable.ts';
import { type RateLimits, rateLimited as tooManyRequests } from '../limits/rate-limits.ts';
import type { ApplicationEnvironment, Credential } from './application-route.ts';
import { findEnvironment } from './find-environment.ts';
import { Refusal, rateLimited, unauthenticated, unavailable } from './refusal.ts';

const VALID_FOR_MS = 10_000;
const INVALID_FOR_MS = 5_000;
/** While the database is unavailable nobody can revoke a key, and what was valid goes on working for so long. */
const UNCHECKED_FOR_MS = 60 * 60 * 1_000;
const MAX_KEPT = 20_000;

export interface Identified {
  credential: Credential;
  environment: ApplicationEnvironment;
}

export interface Credentials {
  /** `named` is the environment that the request names. Fails with a Refusal. At once when it is known. */
  find(shown: Shown, named: string | null, address: string): Identified | Promise<Identified>;
  close(): void;
}

interface Kept {
  known: Identified | Refusal;
  /** By the monotonic clock: when to ask again, and when it was last found so. */
  askAt: number;
  foundAt: number;
  /** By the clock of the app. */
  expiresAt: number;
}

export function createCredentials(app: App, limits: RateLimits): Credentials {
  const kept = new LRUCache<string, Kept>({ max: MAX_KEPT });
  const asking = new Map<string, Promise<Identified>>();
  const unsubscribe = onAccessChange(app, () => {
    kept.clear();
    // An answer that is on its way may have been read before the change.
    asking.clear();
  });

  async function ask(shown: Shown, named: string | null, address: string): Promise<Identified> {
    const admission = await limits.identify(address, shown);
    switch (admission.kind) {
      case 'viewer': {
        const environment = await findEnvironment(app.database.pool, admission.viewer, named);
        return { credential: credentialOf(admission.viewer, shown), environment };
      }
      case 'limited': {
        const { message } = tooManyRequests(admission.allowance);
        throw rateLimited(message, admission.allowance.resetSeconds);
      }
      case 'rejected':
        throw unauthenticated(admission.error.message, true);
      case 'unavailable':
        throw admission.error;
      case 'anonymous':
        throw unauthenticated(SEND_A_KEY, false);
    }
  }

  async function askAndKeep(key: string, ...asked: [Shown, string | null, string]): Promise<Identified> {
    const answer = ask(...asked);
    asking.set(key, answer);
    const isCurrent = () => asking.get(key) === answer;
    const keep = (known: Kept['known'], forMs: number, expiresAt = Number.POSITIVE_INFINITY) => {
      const foundAt = performance.now();
      if (isCurrent()) kept.set(key, { known, askAt: foundAt + forMs, foundAt, expiresAt });
    };
    try {
      const found = await answer;
      keep(found, VALID_FOR_MS, expiryOf(found.credential.viewer));
      return found;
    } catch (error) {
      if (error instanceof Refusal && error.status !== 429) keep(error, INVALID_FOR_MS);
      const before = kept.get(key);
      const isUnavailable = isDatabaseUnavailable(error) || error instanceof GraphQLError;
      if (!isUnavailable) throw error;
      const isUsable = before && !(before.known instanceof Refusal) && !isOver(before);
      if (!isUsable) throw unavailable(reasonFor(error));
      before.askAt = performance.now() + INVALID_FOR_MS;
      return before.known as Identified;
    } finally {
      if (isCurrent()) asking.delete(key);
    }
  }

  function isOver({ foundAt, expiresAt }: Kept): boolean {
    return performance.now() - foundAt > UNCHECKED_FOR_MS || expiresAt <= app.now().getTime();
  }

  return {
    find(shown, named, address) {
      const key = hash('sha256', JSON.stringify([shown, named]), 'base64');
      const found = kept.get(key);
      if (found && performance.now() < found.askAt && found.expiresAt > app.now().getTime()) {
        if (!(found.known instanceof Refusal)) return found.known;
        return refuseAgain(limits, address, found.known);
      }
      return asking.get(key) ?? askAndKeep(key, shown, named, address);
    },
    close: unsubscribe,
  };
}

const SEND_A_KEY = 'Send a key: Authorization: Bearer <key>, or X-API-Key: <key>.';

/** Without a key. It counts for the address. */
export async function refuseWithoutKey(limits: RateLimits, address: string): Promise<never> {
  return refuseAgain(limits, address, unauthenticated(SEND_A_KEY, false));
}

/** It is no guess: the same text was refused before. */
async function refuseAgain(limits: RateLimits, address: string, refusal: Refusal): Promise<never> {
  const allowance = await limits.count(address, null);
  if (allowance?.isExceeded) throw rateLimited(tooManyRequests(allowance).message, allowance.resetSeconds);
  throw refusal;
}

function credentialOf(viewer: Viewer, shown: Shown): Credential {
  const { credential, clientOf, actor } = viewer;
  const id = credential.kind === 'token' ? credential.tokenId : actor.id;
  return { id, kind: clientOf?.kind ?? 'person', viewer, streamKey: streamKeyFor(viewer, shown) };
}

function streamKeyFor({ credential, clientOf }: Viewer, shown: Shown): string | null {
  if (shown.kind === 'streamKey') return shown.text;
  const token = shown.kind === 'authorization' ? /\S+$/.exec(shown.text.trim())?.[0] : undefined;
  if (credential.kind !== 'token' || token === undefined) return null;
  return clientOf?.kind === 'client' ? token : streamKeyOf(credential.tokenId, hashToken(token));
}

function expiryOf({ credential }: Viewer): number {
  const expiresAt = 'expiresAt' in credential ? credential.expiresAt : null;
  return expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
}

function reasonFor(error: unknown): string {
  const reason = error instanceof GraphQLError ? error.message : `${unavailableReason(error)}.`;
  return `The key cannot be checked: ${reason}`;
}
