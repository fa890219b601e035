/** Settings that map environments, statuses and lifecycles between GoGreen and Jira. */

import { z } from 'zod';
import { flagLifecycles, lifecycleMeanings } from '../../../flags/flag.ts';

/** Longer lists are rejected before the search for duplicates, which takes quadratic time. */
export const MAX_ENTRIES = 100;
/** Jira's own limits are 60 characters for the name of a status and 255 for that of a transition. */
const MAX_STATUS_LENGTH = 255;
const MAX_ENVIRONMENT_KEY_LENGTH = 100;

/** Which changes are written as comments. */
export const commentScopes = ['OFF', 'PRODUCTION', 'ALL'] as const;
export type CommentScope = (typeof commentScopes)[number];

export const commentScope = z.enum(commentScopes, `must be one of ${commentScopes.join(', ')}`).meta({
  id: 'JiraCommentScope',
  description: 'Which changes of flags are written as comments on their Jira issues.',
  values: {
    OFF: 'None.',
    PRODUCTION: 'Changes in production environments, and changes that concern no environment in particular.',
    ALL: 'All.',
  } satisfies Record<CommentScope, string>,
});

/** The types of environments that Jira has. */
export const environmentTypes = ['DEVELOPMENT', 'TESTING', 'STAGING', 'PRODUCTION'] as const;
export type EnvironmentType = (typeof environmentTypes)[number];

const environmentType = z.enum(environmentTypes, `must be one of ${environmentTypes.join(', ')}`).meta({
  id: 'JiraEnvironmentType',
  description: 'Jira environment type.',
  values: {
    DEVELOPMENT: 'Development.',
    TESTING: 'Testing.',
    STAGING: 'Staging, the last environment before production.',
    PRODUCTION: 'Production.',
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
          .describe('The key of the environment.')
          .meta({ label: 'Environment', placeholder: 'production' }),
        type: environmentType
          .describe('Jira environment type of the environment.')
          .meta({ label: 'Type in Jira' }),
      })
      .meta({
        id: 'JiraEnvironmentInput',
        description: 'Jira environment type of one environment.',
      }),
  )
  .max(MAX_ENTRIES, { error: `at most ${MAX_ENTRIES} environments`, abort: true })
  .superRefine((given, context) => rejectRepeated(given, 'environmentKey', context));

const lifecycle = z
  .enum(flagLifecycles, `must be one of ${flagLifecycles.join(', ')}`)
  .meta({ id: 'FlagLifecycle', description: 'Stage of a flag.', values: lifecycleMeanings });

const status = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(MAX_STATUS_LENGTH, `must be at most ${MAX_STATUS_LENGTH} characters long`);

export const transitionList = z
  .array(
    z
      .object({
        lifecycle: lifecycle.describe('New lifecycle of the flag.').meta({ label: 'Lifecycle' }),
        status: status
          .describe(
            'Name of the status that the Jira issues of the flag are moved to, or of the transition to use. Case is ignored.',
          )
          .meta({ label: 'Status', placeholder: 'Done' }),
      })
      .meta({
        id: 'JiraTransitionInput',
        description: 'Status that the Jira issues of a flag are moved to when the flag gets a lifecycle.',
      }),
  )
  .max(flagLifecycles.length, {
    error: `at most ${flagLifecycles.length}, one for each lifecycle`,
    abort: true,
  })
  .superRefine((given, context) => rejectRepeated(given, 'lifecycle', context));

export const lifecycleList = z
  .array(
    z
      .object({
        status: status
          .describe('Name or id of the new status of the Jira issue. Case is ignored.')
          .meta({ label: 'Status', placeholder: 'Done' }),
        lifecycle: lifecycle.describe('Lifecycle that the linked flags get.').meta({ label: 'Lifecycle' }),
      })
      .meta({
        id: 'JiraLifecycleInput',
        description: 'Lifecycle that linked flags get when a Jira issue reaches a status.',
      }),
  )
  .max(MAX_ENTRIES, { error: `at most ${MAX_ENTRIES} statuses`, abort: true })
  .superRefine((given, context) => rejectRepeated(given, 'status', context));

/** The Jira environment type of an environment: from the settings, else from the beginning of its key. */
export function environmentTypeOf(
  given: readonly { environmentKey: string; type: EnvironmentType }[],
  environmentKey: string,
): EnvironmentType {
  const listed = given.find((entry) => entry.environmentKey === environmentKey)?.type;
  return listed ?? byKey.find(([beginning]) => beginning.test(environmentKey))?.[1] ?? 'DEVELOPMENT';
}

const byKey: [beginning: RegExp, type: EnvironmentType][] = [
  [/^prod/i, 'PRODUCTION'],
  [/^stag/i, 'STAGING'],
  [/^(test|qa)/i, 'TESTING'],
];

/** Adds an issue for each entry whose field repeats that of an earlier entry. Case is ignored. */
function rejectRepeated<Field extends string>(
  given: readonly { [Name in Field]: string }[],
  field: Field,
  context: z.RefinementCtx,
): void {
  const seen = given.map((entry) => entry[field].toLowerCase());
  for (const [index, entry] of given.entries()) {
    if (seen.indexOf(entry[field].toLowerCase()) < index) {
      const message = `"${entry[field]}" occurs more than once`;
      context.addIssue({ code: 'custom', path: [index, field], message });
    }
  }
}
