import { useId, useState } from 'react';
import { type CommandError, issueAt, remaining } from '../../api/command.ts';
import { useRun } from '../../api/hooks.ts';
import { Button } from '../../design/controls/button.tsx';
import { Field } from '../../design/controls/field.tsx';
import { Dialog } from '../../design/dialogs/dialog.tsx';
import { ShowGraphql } from '../../design/dialogs/show-graphql.tsx';
import { Notice } from '../../design/layout/notice.tsx';
import {
  type FlagDetailsFragment,
  type FlagLifecycle,
  UpdateFlagDocument,
  type UpdateFlagInput,
} from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';
import { same } from './draft/draft.ts';

const CONFLICT =
  'Somebody else has saved this flag while the dialog was open. Save again to set what you have changed here; everything else stays as they saved it.';

const FIELDS = ['name', 'description', 'owner', 'tags', 'lifecycle'];

interface DetailsDialogProps {
  flag: FlagDetailsFragment;
  /** The flag is not what the page shows: it must be read again. */
  onConflict: () => void;
  onClose: () => void;
}

/** Saves only what was changed here: what others have saved while the dialog was open stays. */
export function DetailsDialog({ flag, onConflict, onClose }: DetailsDialogProps) {
  const project = useProject();
  const run = useRun();
  const form = useId();
  const [opened] = useState(flag);
  const [hasConflict, setConflict] = useState(false);
  const [error, setError] = useState<CommandError>();
  const [busy, setBusy] = useState(false);
  const [change, setChange] = useState<Partial<Values>>({});

  const input = {
    projectKey: project.key,
    key: flag.key,
    // After a conflict was shown, saving again makes the change to the newer version.
    expectedVersion: hasConflict ? flag.version : opened.version,
    ...change,
  };

  async function save(): Promise<void> {
    if (Object.keys(change).length === 0) return onClose();
    setBusy(true);
    try {
      const { updateFlag } = await run(UpdateFlagDocument, { input });
      if (updateFlag.__typename === 'UpdateFlagPayload') return onClose();
      if (updateFlag.__typename !== 'ConflictError') return setError(updateFlag);
      onConflict();
      setConflict(true);
      setError({ ...updateFlag, message: CONFLICT });
    } catch (failure) {
      setError({ __typename: 'Error', message: (failure as Error).message });
    } finally {
      setBusy(false);
    }
  }

  const rest = remaining(error, FIELDS);
  return (
    <Dialog
      title={`Details of ${flag.key}`}
      onClose={onClose}
      actions={
        <>
          <ShowGraphql field="updateFlag" input={input} payload="event { sequence }" />
          <Button onClick={onClose}>Cancel</Button>
          <Button look="main" type="submit" form={form} busy={busy}>
            Save details
          </Button>
        </>
      }
    >
      <form
        id={form}
        style={{ display: 'grid', gap: 16 }}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        onChange={({ currentTarget }) =>
          setChange(differing(valuesOf(new FormData(currentTarget), flag.key), opened))
        }
      >
        {rest !== undefined && <Notice tone="bad" title={rest} />}
        <Field label="Name" issue={issueAt(error, 'name')}>
          {(control) => <input {...control} name="name" defaultValue={opened.name} />}
        </Field>
        <Field label="Description" optional issue={issueAt(error, 'description')}>
          {(control) => (
            <textarea {...control} name="description" rows={3} defaultValue={opened.description ?? ''} />
          )}
        </Field>
        <Field label="Owner" optional issue={issueAt(error, 'owner')} help="A team or a person to ask.">
          {(control) => <input {...control} name="owner" defaultValue={opened.owner ?? ''} />}
        </Field>
        <Field label="Tags" optional issue={issueAt(error, 'tags')} help="Separated by spaces or commas.">
          {(control) => <input {...control} name="tags" defaultValue={opened.tags.join(' ')} />}
        </Field>
        <Field
          label="Lifecycle"
          issue={issueAt(error, 'lifecycle')}
          help="An archived flag serves its off variation everywhere, and can be restored."
        >
          {(control) => (
            <select {...control} name="lifecycle" defaultValue={opened.lifecycle}>
              <option value="ACTIVE">Active</option>
              <option value="PERMANENT">Permanent</option>
              <option value="STALE">Stale</option>
              <option value="ARCHIVED">Archived</option>
            </select>
          )}
        </Field>
      </form>
    </Dialog>
  );
}

type Values = Required<Pick<UpdateFlagInput, 'name' | 'description' | 'owner' | 'tags' | 'lifecycle'>>;

function valuesOf(data: FormData, key: string): Values {
  const text = (name: string) => String(data.get(name) ?? '').trim();
  return {
    name: text('name') || key,
    description: text('description') || null,
    owner: text('owner') || null,
    tags: text('tags')
      .split(/[\s,]+/)
      .filter(Boolean),
    lifecycle: text('lifecycle') as FlagLifecycle,
  };
}

function differing(values: Values, opened: FlagDetailsFragment): Partial<Values> {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !same(value, opened[name as keyof Values])),
  );
}
