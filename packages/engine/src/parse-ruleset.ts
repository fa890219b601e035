import { RULESET_FORMAT, type Ruleset, type RulesetChanges } from './ruleset.ts';

/** The data are no ruleset, or none that this version of gogreen-engine can read. The message is a sentence. */
export class RulesetError extends Error {}

/**
 * A ruleset from elsewhere, such as a response or a file, as it is. Flags are not looked into: one that cannot be read
 * fails alone when it is evaluated. Throws RulesetError.
 */
export function parseRuleset(data: unknown): Ruleset {
  const ruleset = readObject('A ruleset', data);
  if (ruleset['format'] === undefined) throw new RulesetError('The ruleset has no "format", so it is none.');
  if (ruleset['format'] !== RULESET_FORMAT) {
    throw new RulesetError(
      `The ruleset has the format ${JSON.stringify(ruleset['format'])}, and this version of gogreen-engine reads ${RULESET_FORMAT}: update it.`,
    );
  }
  for (const field of ['project', 'environment', 'epoch', 'targetingKey'])
    readText('ruleset', ruleset, field);
  readVersion('ruleset', ruleset, 'version');
  readObject('"flags" of the ruleset', ruleset['flags']);
  return data as Ruleset;
}

/** Changes from elsewhere, as they are. Throws RulesetError. */
export function parseRulesetChanges(data: unknown): RulesetChanges {
  const changes = readObject('Changes of a ruleset', data);
  readText('changes', changes, 'epoch');
  readVersion('changes', changes, 'from');
  readVersion('changes', changes, 'to');
  readObject('"flags" of the changes', changes['flags']);
  return data as RulesetChanges;
}

function readObject(noun: string, value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new RulesetError(`${noun} must be an object, not ${nameType(value)}.`);
}

function readText(noun: string, object: Record<string, unknown>, field: string): void {
  const value = object[field];
  if (typeof value === 'string') return;
  throw new RulesetError(`"${field}" of the ${noun} must be a string, not ${nameType(value)}.`);
}

function readVersion(noun: string, object: Record<string, unknown>, field: string): void {
  const value = object[field];
  if (Number.isSafeInteger(value)) return;
  throw new RulesetError(
    `"${field}" of the ${noun} must be a whole number, not ${typeof value === 'number' ? value : nameType(value)}.`,
  );
}

function nameType(value: unknown): string {
  if (value === undefined || value === null) return value === null ? 'null' : 'missing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
