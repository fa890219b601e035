import { useAnswer } from '../../../api/use-answer.ts';
import {
  PreviewFlagChangeDocument,
  type PreviewFragment,
  type ProposeFlagChangeInput,
} from '../../../gql/graphql.ts';

export interface PreviewState {
  preview: PreviewFragment | undefined;
  error: string | undefined;
  /** Whether what is shown is that of the present draft. */
  isCurrent: boolean;
  /** Asks once more for the same draft: something else than the draft has changed. */
  again: () => void;
}

/** What the server would do with a change; asked again when it has changed. Null while there is nothing to ask. */
export function usePreview(input: ProposeFlagChangeInput | null): PreviewState {
  const { data, ...state } = useAnswer(PreviewFlagChangeDocument, input && { input });
  return { preview: data?.previewFlagChange, ...state };
}
