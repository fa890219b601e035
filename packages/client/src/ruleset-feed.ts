import {
  type CompiledRuleset,
  type Context,
  compile,
  type Evaluation,
  type EvaluationFailure,
  parseRuleset,
  type Ruleset,
  type RulesetChanges,
} from 'gogreen-engine';
import { ClientError } from './client-error.ts';
import type { Taken } from './connection/feed.ts';
import { readChanges, readObject } from './connection/read-message.ts';
import type { ClientFeed } from './flag-client.ts';

/** Where the ruleset is. Said here as well, because making all of it anew after each change takes time. */
interface Position {
  epoch: string;
  version: number;
}

type Patterns = typeof import('gogreen-engine/patterns');

/** Regular expressions are loaded when the first flag has one. */
let patterns: Patterns | null = null;

/** The ruleset of an environment. */
export class RulesetFeed implements ClientFeed {
  readonly wholeEvent = 'ruleset';
  readonly isLarge = true;
  readonly subject = 'ruleset';
  #state: { compiled: CompiledRuleset; at: Position; targetingKey: string } | null = null;

  get targetingKey(): string {
    return this.#state?.targetingKey ?? 'targetingKey';
  }

  evaluate(key: string, context: Context): Evaluation | EvaluationFailure {
    const none: EvaluationFailure = { errorCode: 'GENERAL', errorDetails: 'There are no flags yet.' };
    return this.#state?.compiled.evaluate(key, context) ?? none;
  }

  request(of: 'state' | 'stream') {
    return { path: of === 'stream' ? '/sdk/v1/stream' : '/sdk/v1/ruleset', method: 'GET' as const };
  }

  position(): string | null {
    return this.#state && `${this.#state.at.epoch}.${this.#state.at.version}`;
  }

  async takeWhole(text: string): Promise<Taken> {
    const ruleset = readRuleset(text);
    await loadPatterns(text);
    const { epoch, version, targetingKey, flags } = ruleset;
    const before = this.#state;
    // Of a process that is behind the one before.
    if (before?.at.epoch === epoch && version < before.at.version) return { flagsChanged: [] };
    this.#state = { compiled: compile(ruleset, { compilePattern }), at: { epoch, version }, targetingKey };
    return { flagsChanged: before ? differences(before.compiled.ruleset.flags, flags) : Object.keys(flags) };
  }

  async takeChanges(text: string): Promise<Taken | null> {
    const changes = readChanges(text) as RulesetChanges;
    await loadPatterns(text);
    const before = this.#state;
    if (!before || changes.epoch !== before.at.epoch || changes.from > before.at.version) return null;
    if (changes.to <= before.at.version) return { flagsChanged: [] };
    // Changes are the present state of flags, so those from an earlier version hold from ours as well.
    const compiled = before.compiled.apply({ ...changes, from: before.at.version });
    if (!compiled) return null;
    this.#state = { ...before, compiled, at: { epoch: changes.epoch, version: changes.to } };
    return { flagsChanged: Object.keys(changes.flags) };
  }

  serialize(): () => string {
    const compiled = this.#state?.compiled;
    return () => JSON.stringify(compiled?.ruleset);
  }
}

function readRuleset(text: string): Ruleset {
  const data = readObject(text);
  try {
    return parseRuleset(data);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new ClientError('UNAVAILABLE', `GoGreen sent what is not a ruleset: ${message}`, { cause });
  }
}

async function loadPatterns(text: string): Promise<void> {
  if (text.includes('"MATCHES_REGEX"')) patterns ??= await import('gogreen-engine/patterns');
}

function compilePattern(pattern: string) {
  if (!patterns) throw new Error('the engine for regular expressions is not loaded');
  return patterns.compilePattern(pattern);
}

/** Keys of the flags that are not the same on both sides. */
function differences(before: Ruleset['flags'], after: Ruleset['flags']): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  const textOf = (flags: Ruleset['flags'], key: string) =>
    Object.hasOwn(flags, key) ? JSON.stringify(flags[key]) : undefined;
  return [...keys].filter((key) => textOf(before, key) !== textOf(after, key));
}
