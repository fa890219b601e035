/**
 * How large a flag as a whole, and the event of one change, may be. Each part has a limit of its own, but a hundred large
 * variations, or rules that serve them, would make events of tens of megabytes, which every reader of the log has to carry.
 */

import { InvalidInputError } from '../../platform/errors.ts';
import type { FlagSnapshot } from '../flag.ts';
import type { FlagEventPayload } from '../flag-events/flag-event.ts';
import { MAX_EVENT_KIB, MAX_FLAG_KIB } from '../limits.ts';
import type { TargetingByEnvironment } from './targeting.ts';

/** What a flag is made of, as far as its size is concerned. */
export interface SizedFlag {
  snapshot: FlagSnapshot;
  targeting: TargetingByEnvironment;
}

/**
 * Fails with InvalidInputError, at the field that the input gave, when the flag or the event would be too large. A flag
 * that is too large already, because it is older than the limit, may be changed as long as it does not grow: it can always
 * be switched off and be made smaller.
 */
export function checkFlagSize(
  before: SizedFlag | null,
  after: SizedFlag,
  payload: FlagEventPayload,
  field: 'variations' | 'rules',
): void {
  const [now, event] = [bytesOf(after), jsonBytes(payload)];
  if (now <= MAX_FLAG_KIB * 1024 && event <= MAX_EVENT_KIB * 1024) return;
  const old = before ? bytesOf(before) : 0;
  if (now > MAX_FLAG_KIB * 1024 && now > old) {
    throw tooLarge(
      field,
      `the flag as a whole would take ${kib(now)} KiB as JSON, and at most ${MAX_FLAG_KIB} are allowed for its variations and its rules in all environments; keep large values elsewhere and let variations refer to them`,
    );
  }
  if (old > MAX_FLAG_KIB * 1024) return;
  if (event > MAX_EVENT_KIB * 1024) {
    throw tooLarge(
      field,
      `the event of this change would take ${kib(event)} KiB as JSON, and at most ${MAX_EVENT_KIB} are allowed: it has each changed rule with the values that it serves, before and after; change fewer of them at a time`,
    );
  }
}

/** Without what has a small limit of its own: switching a flag, archiving it or linking an issue never makes it too large. */
function bytesOf({ snapshot, targeting }: SizedFlag): number {
  const { name, description, variations, tags, owner } = snapshot;
  const served = Object.values(targeting).map(({ rules, fallthrough, offVariation }) => ({
    rules,
    fallthrough,
    offVariation,
  }));
  return jsonBytes({ name, description, variations, tags, owner, served });
}

function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function kib(bytes: number): number {
  return Math.ceil(bytes / 1024);
}

function tooLarge(path: string, message: string): InvalidInputError {
  return new InvalidInputError([{ path, message }]);
}
