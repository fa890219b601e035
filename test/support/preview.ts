/** Previews of changes, with everything that they show. */

import type { TestApp } from '#test/support/app.ts';
import { selectAll } from '#test/support/selection.ts';

export interface ShownPreview {
  flagVersion: number;
  changes: Record<string, unknown>[];
  codeLikeBefore: string | null;
  codeLikeAfter: string | null;
  codeLikeDiff: string | null;
  issues: { path: string; message: string }[];
  isConflict: boolean;
  requiresApproval: boolean;
  refusal: string | null;
  minimumApprovals: number | null;
  confirm: string[];
  notifies: { integration: { id: string }; targets: string[] }[];
}

const PREVIEW = selectAll('FlagChangePreview').replace('notifies {', 'notifies { integration { id }');

/** As the admin unless a token is given; fails on top-level errors. */
export async function preview(
  gogreen: TestApp,
  field: 'previewFlagChange' | 'previewFlagUpdate',
  input: object,
  token?: string,
): Promise<ShownPreview> {
  const type = field === 'previewFlagChange' ? 'ProposeFlagChangeInput' : 'UpdateFlagInput';
  const document = `query ($input: ${type}!) { ${field}(input: $input) ${PREVIEW} }`;
  const { data, errors } = await gogreen.send(document, { input }, token);
  if (errors || !data) throw new Error(`the operation failed: ${JSON.stringify(errors)}`);
  return data[field] as ShownPreview;
}
