import { InvalidInputError } from '../../platform/errors.ts';

/** Fails with InvalidInputError at `confirm` unless it is the key of what is to be deleted. */
export function checkDeletionConfirmed(confirm: string, key: string): void {
  if (confirm === key) return;
  throw new InvalidInputError([
    { path: 'confirm', message: `must be "${key}", the key of what is deleted for good` },
  ]);
}
