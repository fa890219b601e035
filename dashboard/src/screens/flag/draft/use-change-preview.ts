import { useMemo } from 'react';
import type { FlagDetailsFragment, ProposeFlagChangeInput } from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { type Draft, toChange } from './draft.ts';
import type { DraftState } from './use-draft.ts';
import { type PreviewState, usePreview } from './use-preview.ts';

export interface ChangePreview extends PreviewState {
  /** What would be sent; null while the draft is as stored. */
  input: ProposeFlagChangeInput | null;
}

export function useChangePreview(
  flag: FlagDetailsFragment,
  environmentKey: string,
  { draft, isChanged }: DraftState,
  stored: Draft,
): ChangePreview {
  const project = useProject();
  const input = useMemo(
    () =>
      isChanged
        ? {
            projectKey: project.key,
            flagKey: flag.key,
            environmentKey,
            expectedVersion: flag.version,
            ...toChange(draft, stored),
          }
        : null,
    [project.key, flag.key, flag.version, environmentKey, draft, stored, isChanged],
  );
  return { ...usePreview(input), input };
}
