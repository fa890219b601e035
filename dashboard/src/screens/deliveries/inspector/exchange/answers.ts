/** In what the answers of two attempts differ. Pure. */

import { createTwoFilesPatch } from 'diff';
import type { AnswerFragment, AttemptDetailsFragment } from '../../../../gql/graphql.ts';
import { prettyJson } from './json-text.ts';

type Attempt = Pick<AttemptDetailsFragment, 'number' | 'exchanges' | 'error'>;

export interface Comparison {
  /** Number of the attempt before, which it is compared with. */
  with: number;
  /** What differs, in words; empty if nothing does. */
  differing: string[];
  /** Whether more than times and ids differ. */
  matters: boolean;
}

/** Headers that differ from answer to answer whatever the receiver means by it. */
const PASSING =
  /^(date|age|expires|etag|cf-ray|set-cookie|server-timing|x-runtime|.*(request|trace|correlation|amzn).*id.*)$/i;

/** How the answer of an attempt compares with that of the attempt before; null for the first one. */
export function compareAnswers(attempts: readonly Attempt[], attempt: Attempt): Comparison | null {
  const before = attempts.filter(({ number }) => number < attempt.number).at(-1);
  if (before === undefined) return null;
  const [left, right] = [answerOf(before), answerOf(attempt)];
  if (left === null || right === null) {
    const isSame = left === right && before.error?.class === attempt.error?.class;
    return { with: before.number, differing: isSame ? [] : ['what came back'], matters: !isSame };
  }
  const headers = differingHeaders(left, right);
  const rest = headers.filter((name) => !PASSING.test(name));
  const status = left.status === right.status ? [] : ['status'];
  const body = left.body === right.body ? [] : ['body'];
  return {
    with: before.number,
    differing: [...status, ...headers, ...body],
    matters: status.length + rest.length + body.length > 0,
  };
}

/** A unified diff of the two answers; null if it would take long. */
export function diffAnswers(left: Attempt | undefined, right: Attempt): string | null {
  const patch = createTwoFilesPatch('', '', textOf(left), textOf(right), undefined, undefined, {
    context: 3,
    timeout: 300,
  });
  return patch ?? null;
}

function answerOf({ exchanges }: Attempt): AnswerFragment | null {
  return exchanges.at(-1)?.response ?? null;
}

function textOf(attempt: Attempt | undefined): string {
  const answer = attempt && answerOf(attempt);
  if (!answer) return `${attempt?.error?.message ?? 'No answer'}\n`;
  const headers = answer.headers.map(({ name, value }) => `${name}: ${value}`);
  return [`status ${answer.status}`, ...headers, prettyJson(answer.body) ?? answer.body, ''].join('\n');
}

function differingHeaders(left: AnswerFragment, right: AnswerFragment): string[] {
  const [before, after] = [byName(left), byName(right)];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name));
}

function byName({ headers }: AnswerFragment): Map<string, string> {
  const values = new Map<string, string>();
  for (const { name, value } of headers) {
    const key = name.toLowerCase();
    values.set(key, values.has(key) ? `${values.get(key)}, ${value}` : value);
  }
  return values;
}
