/**
 * Who sends a request, kept in memory: applications ask thousands of times a second with one key. What is kept is dropped at
 * once when access changes anywhere (access-changes.ts), and asked for again after seconds in case that notification is lost.
 */

import { hash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { onAccessChange } from '../../access/access-changes.ts';
import type { Viewer } from '../../access/viewer.ts';
import { streamKeyOf } from '../../accounts/sign-in/stream-key.ts';
import { hashToken } from '../../accounts/token.ts';
import type { App } from '../../platform/app.ts';
import { isDatabaseUnavailable, unavailableReason } from '../../platform/postgres/database-unavailable.ts';
import { type RateLimits, rateLimited as tooManyRequests } from '../limits/rate-limits.ts';
import type { ApplicationEnvironment, Credential } from './application-route.ts';
import { findEnvironment, otherEnvironment } from './find-environment.ts';
import { Refusal, rateLimited, unauthenticated, unavailable } from './refusal.ts';
import type { ShownKey } from './shown-key.ts';

const VALID_FOR_MS = 10_000;
const INVALID_FOR_MS = 5_000;
/** While the database is unavailable nobody can revoke a key, and what was valid goes on working for so long. */
const UNCHECKED_FOR_MS = 60 * 60 * 1_000;
const MAX_KEPT = 20_000;

export interface Identified {
  credential: Credential;
  environment: ApplicationEnvironment;
}

/** A credential that is valid, with its environment, or with why the request gets none. */
export interface Found {
  credential: Credential;
  environment: ApplicationEnvironment | Refusal;
}

export interface Credentials {
  /**
   * `named` is the environment that the request names. Fails with a Refusal when the credential is not valid. At once when it
   * is known.
   */
  find(shown: ShownKey, named: string | null, address: string): Found | Promise<Found>;
  close(): void;
}

interface Kept {
  known: Found | Refusal;
  /** By the monotonic clock: when to ask again, and when it was last found so. */
  askAt: number;
  foundAt: number;
  /** By the clock of the app. */
  expiresAt: number;
}

export function createCredentials(app: App, limits: RateLimits): Credentials {
  const kept = new LRUCache<string, Kept>({ max: MAX_KEPT });
  const asking = new Map<string, Promise<Found>>();
  const unsubscribe = onAccessChange(app, () => {
    kept.clear();
    // An answer that is on its way may have been read before the change.
    asking.clear();
  });

  /** The environment of a key is its own, whatever the request names. */
  async function ask(shown: ShownKey, named: string | null, address: string): Promise<Found> {
    const admission = await limits.identify(address, shown);
    switch (admission.kind) {
      case 'viewer': {
        const { viewer } = admission;
        const environment = await findEnvironment(app.database.pool, viewer, named).catch(
          (error: unknown) => {
            if (error instanceof Refusal) return error;
            throw error;
          },
        );
        return { credential: credentialOf(viewer, shown), environment };
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

  async function askAndKeep(place: string, ...asked: [ShownKey, string | null, string]): Promise<Found> {
    const answer = ask(...asked);
    asking.set(place, answer);
    const isCurrent = () => asking.get(place) === answer;
    const keep = (at: string, known: Kept['known'], forMs: number, expiresAt = Number.POSITIVE_INFINITY) => {
      const foundAt = performance.now();
      if (isCurrent()) kept.set(at, { known, askAt: foundAt + forMs, foundAt, expiresAt });
    };
    const [shown] = asked;
    try {
      const found = await answer;
      const { credential, environment } = found;
      const forMs = environment instanceof Refusal ? INVALID_FOR_MS : VALID_FOR_MS;
      const at = credential.kind === 'person' ? place : placeOf(shown);
      keep(at, found, forMs, expiryOf(credential.viewer));
      return found;
    } catch (error) {
      if (error instanceof Refusal && error.status !== 429) keep(placeOf(shown), error, INVALID_FOR_MS);
      const before = kept.get(place);
      const isUnavailable = isDatabaseUnavailable(error) || error instanceof GraphQLError;
      if (!isUnavailable) throw error;
      if (!before || before.known instanceof Refusal || isOver(before)) throw unavailable(reasonFor(error));
      before.askAt = performance.now() + INVALID_FOR_MS;
      return before.known;
    } finally {
      if (isCurrent()) asking.delete(place);
    }
  }

  function isOver({ foundAt, expiresAt }: Kept): boolean {
    return performance.now() - foundAt > UNCHECKED_FOR_MS || expiresAt <= app.now().getTime();
  }

  function current(place: string): Kept['known'] | undefined {
    const entry = kept.get(place);
    const isCurrent = entry && performance.now() < entry.askAt && entry.expiresAt > app.now().getTime();
    return isCurrent ? entry.known : undefined;
  }

  return {
    find(shown, named, address) {
      // A key is kept once, whatever environments are named with it: anybody can name any number of them.
      const ofKey = placeOf(shown);
      const ofPerson = () => placeOf(shown, named ?? '');
      const known = current(ofKey) ?? current(ofPerson());
      if (known instanceof Refusal) return refuseAgain(limits, address, known);
      if (known) return asNamed(known, named);
      const before = kept.get(ofKey)?.known;
      const place = before && !(before instanceof Refusal) ? ofKey : ofPerson();
      const answer = asking.get(place) ?? askAndKeep(place, shown, named, address);
      return answer.then((found) => asNamed(found, named));
    },
    close: unsubscribe,
  };
}

/** Texts of this length are kept as they are, which is faster than hashing them for each request. */
const MAX_PLAIN_LENGTH = 200;

/** Where a credential is kept: that of a person for each environment that it names, others only once. */
function placeOf({ kind, text }: ShownKey, named?: string): string {
  const place = `${kind} ${text.length} ${text}${named === undefined ? '' : `?${named}`}`;
  return place.length <= MAX_PLAIN_LENGTH ? place : hash('sha256', place, 'base64');
}

/** A key whose request names an environment of another key is refused. */
function asNamed(found: Found, named: string | null): Found {
  const { credential, environment } = found;
  if (named === null || credential.kind === 'person' || environment instanceof Refusal) return found;
  const refusal = otherEnvironment(environment, named);
  return refusal ? { credential, environment: refusal } : found;
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

function credentialOf(viewer: Viewer, shown: ShownKey): Credential {
  const { credential, clientOf, actor } = viewer;
  const id = credential.kind === 'token' ? credential.tokenId : actor.id;
  return { id, kind: clientOf?.kind ?? 'person', viewer, streamKey: streamKeyFor(viewer, shown) };
}

function streamKeyFor({ credential, clientOf }: Viewer, shown: ShownKey): string | null {
  if (shown.kind === 'streamKey') return shown.text;
  const token = /\S+$/.exec(shown.text.trim())?.[0];
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
