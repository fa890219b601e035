/** What a case of a FlagChange member is, and the flag that all cases are about. */

import type {
  CreateFlagInput,
  UpdateFlagEnvironmentInput,
  UpdateFlagInput,
} from '#generated/graphql/graphql.ts';

export interface ChangeCase {
  /** What the flag has before, beyond the two variations of all cases. */
  flag?: Partial<CreateFlagInput>;
  lifecycle?: UpdateFlagInput['lifecycle'];
  /** The issue that it is linked to before. */
  issue?: string;
  /** Its behaviour in production before. */
  production?: Partial<UpdateFlagEnvironmentInput>;
  mutation:
    | 'createFlag'
    | 'updateFlag'
    | 'updateFlagEnvironment'
    | 'setFlagEnabled'
    | 'deleteFlag'
    | 'linkJiraIssue'
    | 'unlinkJiraIssue';
  /** Beside the keys of project, flag and environment. */
  input: object | ((ruleIds: string[]) => object);
  /** The change without `__typename`. Ids of rules read `rule 1`, `rule 2`: by their place before, then as they come. */
  change: { summary: string } & Record<string, unknown>;
  type?: string;
  /** The lines that `codeLikeDiff` removes and adds; left out where no environment is concerned. */
  diff?: string[];
}

export const control = { key: 'control', name: 'Control', description: null, value: 'control' };
export const variantA = { key: 'variant-a', name: 'Variant A', description: null, value: 'a' };
export const caseFlag = {
  kind: 'STRING',
  variations: [control, variantA],
} satisfies Partial<CreateFlagInput>;
