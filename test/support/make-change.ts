/** Carries out the cases of flag-change-cases.ts, with every field of the event they make. */

import type { TestApp } from '#test/support/app.ts';
import { createFlag, updateFlag, updateFlagEnvironment } from '#test/support/builders.ts';
import { type ChangeCase, caseFlag } from '#test/support/change-case.ts';
import { changeCases } from '#test/support/flag-change-cases.ts';
import { selectAll } from '#test/support/selection.ts';

export interface ShownEvent {
  id: string;
  sequence: number;
  type: string;
  flagKey: string;
  flagName: string;
  environment: { key: string } | null;
  changes: Record<string, unknown>[];
  codeLikeBefore: string | null;
  codeLikeAfter: string | null;
  codeLikeDiff: string | null;
}

/** All that an event says; but what became of its deliveries depends on when one asks. */
const EVENT_FIELDS = selectAll('FlagEvent').replace(/deliveryCounts \{[^}]*\}/, '');

export const EVENT = `{ __typename ... on FlagEvent { environment { key } } ... on FlagEvent ${EVENT_FIELDS} }`;

/** Every case with its member and the key of its flag, such as `flag-created-0`. */
export const allCases = Object.entries(changeCases).flatMap(([member, cases]) =>
  cases.map((change, index) => ({
    member,
    change,
    says: change.change.summary,
    key: `${member.replaceAll(/\B[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}-${index}`,
  })),
);

/** Makes the flag of a case as it is before, unless the case is about making it. Answers with the ids of its rules. */
export async function arrange(
  gogreen: TestApp,
  projectKey: string,
  key: string,
  given: ChangeCase,
): Promise<string[]> {
  if (given.mutation === 'createFlag') return [];
  await createFlag(gogreen, { projectKey, key, ...caseFlag, ...given.flag });
  if (given.issue)
    await mutate(gogreen, 'linkJiraIssue', { projectKey, flagKey: key, issueKey: given.issue });
  if (given.lifecycle) await updateFlag(gogreen, { projectKey, key, lifecycle: given.lifecycle });
  if (given.production) {
    const place = { projectKey, flagKey: key, environmentKey: 'production' };
    await updateFlagEnvironment(gogreen, { ...place, ...given.production });
  }
  const { data } = await gogreen.send(
    `query ($projectKey: String!, $key: String!) {
      flag(projectKey: $projectKey, key: $key) { environment(key: "production") { rules { id } } }
    }`,
    { projectKey, key },
  );
  const { flag } = data as { flag: { environment: { rules: { id: string }[] } } };
  return flag.environment.rules.map(({ id }) => id);
}

/** Sends the mutation of a case and answers with the event in its payload. */
export async function act(
  gogreen: TestApp,
  projectKey: string,
  key: string,
  { mutation, input }: ChangeCase,
  ruleIds: string[],
): Promise<ShownEvent> {
  const isAboutPlace = mutation === 'updateFlagEnvironment' || mutation === 'setFlagEnabled';
  const isAboutIssue = mutation === 'linkJiraIssue' || mutation === 'unlinkJiraIssue';
  const named = isAboutIssue ? { flagKey: key } : { key };
  const place = isAboutPlace ? { flagKey: key, environmentKey: 'production' } : named;
  const asked = typeof input === 'function' ? input(ruleIds) : input;
  return mutate(gogreen, mutation, { projectKey, ...place, ...asked });
}

/** Sends any mutation on flags and answers with the event in its payload. */
export async function mutate(gogreen: TestApp, mutation: string, input: object): Promise<ShownEvent> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`;
  const { data, errors } = await gogreen.send(
    `mutation ($input: ${type}Input!) {
      ${mutation}(input: $input) { ... on ${type}Payload { event ${EVENT} } ... on Error { message } }
    }`,
    { input },
  );
  const event = (data?.[mutation] as { event?: ShownEvent } | undefined)?.event;
  if (!event) throw new Error(`no event: ${JSON.stringify(errors ?? data)}`);
  return event;
}

/** The ids of rules as `rule 1`, `rule 2`…: first those known, then as they come. */
export function numberRules<Value>(value: Value, ruleIds: string[]): Value {
  const known = [...ruleIds];
  const text = JSON.stringify(value).replaceAll(/rule_[0-9a-z]{26}/g, (id) => {
    if (!known.includes(id)) known.push(id);
    return `rule ${known.indexOf(id) + 1}`;
  });
  return JSON.parse(text);
}

/** The removed and added lines of a unified diff. */
export function changedLines(diff: string | null): string[] | undefined {
  return diff?.split('\n').filter((line) => /^[+-](?!-- |\+\+ )/.test(line));
}
