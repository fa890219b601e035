/** What an integration with Jira is told about environments, statuses and lifecycles. */

import { z } from 'zod';
import { flagLifecycles } from '../../../flags/flag.ts';

/** More are not looked at further: what stands twice among very many takes very long to find. */
export const MAX_ENTRIES = 100;
/** Jira's own limits are 60 characters for the name of a status and 255 for that of a transition. */
const MAX_STATUS_LENGTH = 255;
const MAX_ENVIRONMENT_KEY_LENGTH = 100;

/** What comments are written about. */
export const commentScopes = ['OFF', 'PRODUCTION', 'ALL'] as const;
export type CommentScope = (typeof commentScopes)[number];

export const commentScope = z.enum(commentScopes, `must be one of ${commentScopes.join(', ')}`).meta({
  id: 'JiraCommentScope',
  description: 'Which changes of flags are told in comments on their issues.',
  values: {
    OFF: 'None.',
    PRODUCTION: 'Those in production environments, and those that concern no environment in particular.',
    ALL: 'All.',
  } satisfies Record<CommentScope, string>,
});

/** What kinds of environments Jira knows. */
export const environmentTypes = ['DEVELOPMENT', 'TESTING', 'STAGING', 'PRODUCTION'] as const;
export type EnvironmentType = (typeof environmentTypes)[number];

const environmentType = z.enum(environmentTypes, `must be one of ${environmentTypes.join(', ')}`).meta({
  id: 'JiraEnvironmentType',
  description: 'What an environment is to Jira.',
  values: {
    DEVELOPMENT: 'For development.',
    TESTING: 'For tests.',
    STAGING: 'The last one before production.',
    PRODUCTION: 'What users see.',
  } satisfies Record<EnvironmentType, string>,
});

export const environmentTypeList = z
  .array(
    z
      .object({
        environmentKey: z
          .string()
          .min(1, 'must not be empty')
          .max(MAX_ENVIRONMENT_KEY_LENGTH, `must be at most ${MAX_ENVIRONMENT_KEY_LENGTH} characters long`)
          .describe('The key of the environment.'),
        type: environmentType.describe('What it is to Jira.'),
      })
      .meta({
        id: 'JiraEnvironmentInput',
        description: 'What an environment is to Jira, where its key does not tell.',
      }),
  )
  .max(MAX_ENTRIES, { error: `at most ${MAX_ENTRIES} environments`, abort: true })
  .superRefine((given, context) => refuseRepeated(given, 'environmentKey', context));

const lifecycle = z
  .enum(flagLifecycles, `must be one of ${flagLifecycles.join(', ')}`)
  .meta({ id: 'FlagLifecycle', description: 'Where a flag is in its life.' });

const status = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(MAX_STATUS_LENGTH, `must be at most ${MAX_STATUS_LENGTH} characters long`);

export const transitionList = z
  .array(
    z
      .object({
        lifecycle: lifecycle.describe('When a flag comes to this lifecycle…'),
        status: status.describe(
          '…its issues are moved to the status of this name, by a transition that leads there or has this name. Case does not matter.',
        ),
      })
      .meta({
        id: 'JiraTransitionInput',
        description: 'Which status the issues of a flag are moved to when it comes to a lifecycle.',
      }),
  )
  .max(flagLifecycles.length, {
    error: `at most ${flagLifecycles.length}, one for each lifecycle`,
    abort: true,
  })
  .superRefine((given, context) => refuseRepeated(given, 'lifecycle', context));

export const lifecycleList = z
  .array(
    z
      .object({
        status: status.describe('When an issue reaches the status of this name or id… Case does not matter.'),
        lifecycle: lifecycle.describe('…the flags that it is linked to come to this lifecycle.'),
      })
      .meta({
        id: 'JiraLifecycleInput',
        description: 'Which lifecycle the flags of an issue come to when it reaches a status.',
      }),
  )
  .max(MAX_ENTRIES, { error: `at most ${MAX_ENTRIES} statuses`, abort: true })
  .superRefine((given, context) => refuseRepeated(given, 'status', context));

/** What an environment is to Jira: as it was set, else as its key begins. */
export function environmentTypeOf(
  given: readonly { environmentKey: string; type: EnvironmentType }[],
  environmentKey: string,
): EnvironmentType {
  const set = given.find((entry) => entry.environmentKey === environmentKey)?.type;
  return set ?? byKey.find(([beginning]) => beginning.test(environmentKey))?.[1] ?? 'DEVELOPMENT';
}

const byKey: [beginning: RegExp, type: EnvironmentType][] = [
  [/^prod/i, 'PRODUCTION'],
  [/^stag/i, 'STAGING'],
  [/^(test|qa)/i, 'TESTING'],
];

/** None of the entries may say a second thing about the same. */
function refuseRepeated<Field extends string>(
  given: readonly { [Name in Field]: string }[],
  field: Field,
  context: z.RefinementCtx,
): void {
  const seen = given.map((entry) => entry[field].toLowerCase());
  for (const [index, entry] of given.entries()) {
    if (seen.indexOf(entry[field].toLowerCase()) < index) {
      const message = `"${entry[field]}" stands in the list already`;
      context.addIssue({ code: 'custom', path: [index, field], message });
    }
  }
}
