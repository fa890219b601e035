import type { Context } from 'gogreen-engine';
import { ClientError } from './client-error.ts';
import type { Taken } from './connection/feed.ts';
import { isObject, readChanges, readObject } from './connection/read-message.ts';
import type { ClientFeed } from './flag-client.ts';
import type { FlagAnswer } from './resolution.ts';

/** `values`: everything that an environment serves to a context. */
interface Values {
  epoch: string;
  version: number;
  flags: Record<string, FlagAnswer>;
}

/** What the flags of an environment serve to one context, evaluated by the server. */
export class ValuesFeed implements ClientFeed {
  readonly wholeEvent = 'values';
  readonly isLarge = false;
  /** Which other attribute stands for it, only the server knows. */
  readonly targetingKey = 'targetingKey';
  #context: Context;
  #subject: string;
  #values: {
    /** The context that they are for, as JSON. */
    subject: string;
    epoch: string;
    version: number;
    answers: Map<string, FlagAnswer>;
  } | null = null;

  constructor(context: Context) {
    this.#context = context;
    this.#subject = JSON.stringify(context);
  }

  get context(): Context {
    return this.#context;
  }

  get subject(): string {
    return this.#subject;
  }

  /** Whether the values are for the present context. */
  get isOfContext(): boolean {
    return this.#values?.subject === this.#subject;
  }

  get(key: string): FlagAnswer | undefined {
    return this.#values?.answers.get(key);
  }

  /** From here on, states are those of another context. The values stay until the new ones are there. */
  setContext(context: Context): void {
    this.#context = context;
    this.#subject = JSON.stringify(context);
  }

  request() {
    return { path: '/sdk/v1/values', method: 'POST' as const, body: `{"context":${this.#subject}}` };
  }

  position(): string | null {
    return this.#values && this.isOfContext ? `${this.#values.epoch}.${this.#values.version}` : null;
  }

  async takeWhole(text: string): Promise<Taken> {
    const { epoch, version, flags } = parseValues(text);
    const before = this.#values;
    // Of a process that is behind the one before.
    if (this.isOfContext && before?.epoch === epoch && version < before.version) return { flagsChanged: [] };
    const answers = new Map(Object.entries(flags));
    this.#values = { subject: this.#subject, epoch, version, answers };
    const keys = new Set([...(before?.answers.keys() ?? []), ...answers.keys()]);
    return { flagsChanged: [...keys].filter((key) => !isSame(before?.answers.get(key), answers.get(key))) };
  }

  async takeChanges(text: string): Promise<Taken | null> {
    const { epoch, from, to, flags } = readChanges(text);
    const values = this.#values;
    if (!values || !this.isOfContext || epoch !== values.epoch || from > values.version) return null;
    if (to <= values.version) return { flagsChanged: [] };
    const answers = new Map(values.answers);
    for (const [key, answer] of Object.entries(flags)) {
      if (answer === null) answers.delete(key);
      else answers.set(key, answer as FlagAnswer);
    }
    this.#values = { ...values, version: to, answers };
    return { flagsChanged: Object.keys(flags) };
  }

  serialize(): () => string {
    const { epoch, version, answers } = this.#values ?? { answers: [] };
    // Without the context, which may say who somebody is.
    return () => JSON.stringify({ epoch, version, flags: Object.fromEntries(answers) });
  }
}

function parseValues(text: string): Values {
  const values = readObject(text) as Partial<Values>;
  const { epoch, version, flags } = values;
  if (typeof epoch !== 'string' || !Number.isSafeInteger(version) || !isObject(flags))
    throw new ClientError(
      'UNAVAILABLE',
      'GoGreen sent what are not values: epoch, version or flags is missing.',
    );
  const bad = Object.entries(flags).find(([, answer]) => !isObject(answer));
  if (bad)
    throw new ClientError('UNAVAILABLE', `GoGreen sent what are not values: flag ${bad[0]} is no object.`);
  return values as Values;
}

function isSame(left: FlagAnswer | undefined, right: FlagAnswer | undefined): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
