/** Previews of changes, with everything that they show. */

import type { TestApp } from '#test/support/app.ts';
import { selectAll } from '#test/support/selection.ts';

export interface ShownPreview {
  flagKey: string;
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

const inputs = {
  previewFlagChange: 'ProposeFlagChangeInput',
  previewFlagUpdate: 'UpdateFlagInput',
  previewFlagRestore: 'RestoreFlagInput',
} as const;

/** As the admin unless a token is given; fails on top-level errors. */
export async function preview(
  gogreen: TestApp,
  field: keyof typeof inputs,
  input: object,
  token?: string,
): Promise<ShownPreview> {
  const document = `query ($input: ${inputs[field]}!) { ${field}(input: $input) ${PREVIEW} }`;
  const { data, errors } = await gogreen.send(document, { input }, token);
  if (errors || !data) throw new Error(`the operation failed: ${JSON.stringify(errors)}`);
  return data[field] as ShownPreview;
}

/** previewFlagsUpdate, with the same of each flag. */
export async function previewAll(gogreen: TestApp, input: object, token?: string): Promise<ShownPreview[]> {
  const document = `query ($input: UpdateFlagsInput!) { previewFlagsUpdate(input: $input) ${PREVIEW} }`;
  const { data, errors } = await gogreen.send(document, { input }, token);
  if (errors || !data) throw new Error(`the operation failed: ${JSON.stringify(errors)}`);
  return data['previewFlagsUpdate'] as ShownPreview[];
}
