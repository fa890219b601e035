import { Notice } from '../../../design/layout/notice.tsx';
import { State } from '../../../design/text/chip.tsx';
import type { ChangePreview } from '../draft/use-change-preview.ts';

/** Whether the server would take the draft. */
export function Validity({ change: { input, preview, isCurrent } }: { change: ChangePreview }) {
  if (input === null || preview === undefined) return null;
  if (!isCurrent) return <State tone="dim">checking</State>;
  if (preview.issues.length === 0)
    return (
      <State tone="ok" mark="✓">
        valid
      </State>
    );
  return (
    <State tone="bad">
      {preview.issues.length} {preview.issues.length === 1 ? 'fault' : 'faults'}
    </State>
  );
}

/** What others have saved under the draft. */
export function Rebased({ conflicts }: { conflicts: string[] }) {
  if (conflicts.length === 0)
    return (
      <Notice tone="info" title="Somebody else has saved here">
        Your draft now stands on top of it. The diff shows only what is yours.
      </Notice>
    );
  return (
    <Notice tone="wait" title={`Somebody else has also changed ${conflicts.join(', ')}`}>
      Your draft keeps its own. The diff shows what saving would undo.
    </Notice>
  );
}
