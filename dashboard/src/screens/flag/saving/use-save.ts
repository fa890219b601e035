/** Saves the draft, or proposes it where the environment asks for approvals. */

import { useEffect, useRef, useState } from 'react';
import { type CommandError, issueAt } from '../../../api/command.ts';
import { useRun } from '../../../api/hooks.ts';
import { useToast } from '../../../design/dialogs/toast.tsx';
import { useShortcuts } from '../../../design/shortcuts.ts';
import { ProposeFlagChangeDocument, UpdateFlagEnvironmentDocument } from '../../../gql/graphql.ts';
import { useRefusal } from '../../../shell/project/use-refusal.ts';
import type { ChangePreview } from '../draft/use-change-preview.ts';
import type { ChangePanelProps } from './change-panel.tsx';
import { placeOf } from './issue-places.ts';

interface SaveOptions {
  comment: string;
  proposes: boolean;
  /** The time at which it is applied automatically; null when it is not scheduled. */
  scheduledAt: string | null;
  /** The key that was typed; undefined where none is asked for. */
  confirm: string | undefined;
  onSaved: () => void;
}

export interface Save {
  save: () => void;
  unavailable: string | undefined;
  /** Why the last attempt was refused. */
  refusal: string | undefined;
  /** What is wrong with the time that it is scheduled for. */
  scheduleIssue: string | undefined;
  savedEventId: string | undefined;
}

export function useSave(
  { state: { environment }, draft, change, busy, onBusy, onConflict }: ChangePanelProps,
  { comment, proposes, scheduledAt, confirm, onSaved }: SaveOptions,
): Save {
  const run = useRun();
  const toast = useToast();
  const [isWanted, setWanted] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const [scheduleIssue, setScheduleIssue] = useState<string>();
  const [savedEventId, setSavedEventId] = useState<string>();
  const isSaving = useRef(false);
  const focused = useRef<Element | null>(null);
  const refused = useRefusal(proposes ? 'PROPOSE_CHANGES' : 'CHANGE_FLAGS');
  const unavailable =
    refused ??
    reasonNotToSave(change) ??
    (confirm !== undefined && confirm !== environment.key
      ? 'Confirm it with the key of the environment'
      : undefined);

  function save(): void {
    if (isSaving.current || document.querySelector('dialog[open]') !== null) return;
    isSaving.current = true;
    // What is still typed in a field of chips becomes one when the field is left.
    focused.current = document.activeElement;
    if (focused.current instanceof HTMLElement) focused.current.blur();
    setRefusal(undefined);
    setScheduleIssue(undefined);
    setWanted(true);
    onBusy(true);
  }

  // It waits until the server has looked at the draft as it is now.
  useEffect(() => {
    if (!isWanted || !change.isCurrent) return;
    setWanted(false);
    void send().finally(() => {
      isSaving.current = false;
      onBusy(false);
    });
  });

  // Whoever saved with a key goes on where they were.
  useEffect(() => {
    if (busy || focused.current === null) return;
    if (document.activeElement === document.body && focused.current instanceof HTMLElement)
      focused.current.focus();
    focused.current = null;
  }, [busy]);

  async function send(): Promise<void> {
    const { input } = change;
    if (input === null) return;
    if (unavailable !== undefined) return setRefusal(unavailable);
    const full = { ...input, comment: comment.trim() || null };
    try {
      const result = proposes
        ? (await run(ProposeFlagChangeDocument, { input: { ...full, scheduledAt } })).proposeFlagChange
        : (await run(UpdateFlagEnvironmentDocument, { input: { ...full, confirm } })).updateFlagEnvironment;
      switch (result.__typename) {
        case 'UpdateFlagEnvironmentPayload':
          setSavedEventId(result.event?.id);
          break;
        case 'ProposeFlagChangePayload':
          toast(
            `${scheduledAt === null ? 'Proposed' : 'Scheduled'}: “${result.changeRequest.title}”. Reviewers have been told.`,
          );
          break;
        case 'ConflictError':
          onConflict();
          return setRefusal(
            'Somebody else has saved in the meantime. Your draft is kept on top of it: look at the diff and save again.',
          );
        default:
          // The environment may ask for more than when the page was opened: an approval, or its key.
          onConflict();
          change.again();
          setScheduleIssue(issueAt(result, 'scheduledAt'));
          return setRefusal(reasonOf(result));
      }
      draft.discard();
      onSaved();
    } catch (error) {
      setRefusal((error as Error).message);
    }
  }

  useShortcuts({ '$mod+KeyS': save });
  return { save, unavailable, refusal, scheduleIssue, savedEventId };
}

function reasonOf({ message, issues = [] }: CommandError): string {
  return issues.map((issue) => `${placeOf(issue.path)}: ${issue.message}`).join(' · ') || message;
}

function reasonNotToSave({ preview, error, isCurrent }: ChangePreview): string | undefined {
  // A save waits for what the server says to the present draft.
  if (!isCurrent) return undefined;
  if (error !== undefined) return error;
  if (preview === undefined) return undefined;
  if (preview.issues.length > 0)
    return 'The change has faults: they are marked at their fields, or listed above';
  return preview.refusal !== null && !preview.requiresApproval ? preview.refusal : undefined;
}
