/** Mutations sent as text, for tests that care about what is refused rather than about what comes back. */

import { expect } from 'vitest';
import type { TestApp } from '#test/support/app.ts';
import { printedSchema } from '#test/support/selection.ts';

export interface CommandAnswer {
  __typename: string;
  message?: string;
  code?: string;
  issues?: { path: string; message: string }[];
  /** Of a ConflictError. */
  currentFlag?: { key: string; name: string; version: number } | null;
  /** Of a payload. */
  event?: { id: string; type: string; sequence: number } | null;
  flag?: { version: number };
  changeRequest?: { id: string; state: string; revision: number };
  /** Of a ConflictError. */
  currentChangeRequest?: { id: string; state: string; revision: number } | null;
}

/** Sends a mutation, as the admin unless a token is given; fails on top-level errors only. */
export async function command(
  gogreen: TestApp,
  mutation: string,
  input: object,
  token?: string,
): Promise<CommandAnswer> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`;
  const payload = printedSchema.getType(`${type}Payload`);
  const fields = payload && 'getFields' in payload ? Object.keys(payload.getFields()) : [];
  const changeRequest = fields.includes('changeRequest') ? '{ id state revision }' : null;
  const { data, errors } = await gogreen.send(
    `mutation ($input: ${type}Input!) {
      ${mutation}(input: $input) {
        __typename
        ... on Error { message code }
        ... on InvalidInputError { issues { path message } }
        ... on ConflictError { currentFlag { key name version } ${changeRequest ? `currentChangeRequest ${changeRequest}` : ''} }
        ... on ${type}Payload {
          __typename
          ${fields.includes('event') ? 'event { id type sequence }' : ''}
          ${fields.includes('flag') ? 'flag { version }' : ''}
          ${changeRequest ? `changeRequest ${changeRequest}` : ''}
        }
      }
    }`,
    { input },
    token,
  );
  if (errors) throw new Error(`the operation failed: ${JSON.stringify(errors)}`);
  return data?.[mutation] as CommandAnswer;
}

/** Everything that is stored, as one fingerprint: equal before and after when nothing was written. */
export async function fingerprint({ app }: TestApp): Promise<Record<string, string>> {
  const tables = [
    'projects',
    'environments',
    'flags',
    'events',
    'integrations',
    'deliveries',
    'attempts',
    'recoveries',
    'change_requests',
    'experiments',
    'experiment_batches',
    'jira_webhooks',
    'users',
    'memberships',
    'audit_entries',
    'flag_views',
  ];
  const print = (table: string, row: string) =>
    `(SELECT count(*) || ' ' || md5(coalesce(string_agg(${row}, '' ORDER BY ${row}), '')) FROM ${table} t) AS ${table}`;
  const columns = [
    ...tables.map((table) => print(table, 't::text')),
    // That a token was used is no change.
    print('access_tokens', "(to_jsonb(t) - 'last_used_at')::text"),
  ];
  const { rows } = await app.database.pool.query<Record<string, string>>(
    `SELECT ${columns.join(', ')}, (SELECT count(*)::text FROM graphile_worker.jobs) AS jobs`,
  );
  return rows[0] ?? {};
}

/** Sends a mutation that is refused for what is wrong with its input; answers with the issues, once nothing was written. */
export async function refusedIssues(gogreen: TestApp, mutation: string, input: object): Promise<Issues> {
  const answer = await refusal(gogreen, mutation, input);
  expect(answer).toMatchObject({ __typename: 'InvalidInputError', code: 'INVALID_INPUT' });
  const issues = answer.issues ?? [];
  expect(answer.message).toBe(issues.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return Object.fromEntries(issues.map(({ path, message }) => [path, message]));
}

/** What is wrong, by where. */
export type Issues = Record<string, string>;

/** Sends a mutation that is refused; answers with the error, once nothing was written. */
export async function refusal(gogreen: TestApp, mutation: string, input: object): Promise<CommandAnswer> {
  const before = await fingerprint(gogreen);
  const answer = await command(gogreen, mutation, input);
  expect(answer.__typename).toMatch(/Error$/);
  expect(await fingerprint(gogreen)).toEqual(before);
  return answer;
}
