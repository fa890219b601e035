import { useId, useState } from 'react';
import { type CommandError, issueAt, remaining } from '../../api/command.ts';
import { useRun } from '../../api/hooks.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field } from '../../design/field.tsx';
import { Notice } from '../../design/notice.tsx';
import { type FlagDetailsFragment, type FlagLifecycle, UpdateFlagDocument } from '../../gql/graphql.ts';
import { useProject } from '../../shell/project-context.ts';

const FIELDS = ['name', 'description', 'owner', 'tags', 'lifecycle'];

export function DetailsDialog({ flag, onClose }: { flag: FlagDetailsFragment; onClose: () => void }) {
  const project = useProject();
  const run = useRun();
  const form = useId();
  const [error, setError] = useState<CommandError>();
  const [busy, setBusy] = useState(false);

  async function save(data: FormData): Promise<void> {
    const text = (name: string) => String(data.get(name) ?? '').trim();
    setBusy(true);
    try {
      const { updateFlag } = await run(UpdateFlagDocument, {
        input: {
          projectKey: project.key,
          key: flag.key,
          expectedVersion: flag.version,
          name: text('name') || flag.key,
          description: text('description') || null,
          owner: text('owner') || null,
          tags: text('tags')
            .split(/[\s,]+/)
            .filter(Boolean),
          lifecycle: text('lifecycle') as FlagLifecycle,
        },
      });
      if (updateFlag.__typename === 'UpdateFlagPayload') onClose();
      else setError(updateFlag);
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
          void save(new FormData(event.currentTarget));
        }}
      >
        {rest !== undefined && <Notice tone="bad" title={rest} />}
        <Field label="Name" issue={issueAt(error, 'name')}>
          {(control) => <input {...control} name="name" defaultValue={flag.name} />}
        </Field>
        <Field label="Description" optional issue={issueAt(error, 'description')}>
          {(control) => (
            <textarea {...control} name="description" rows={3} defaultValue={flag.description ?? ''} />
          )}
        </Field>
        <Field label="Owner" optional issue={issueAt(error, 'owner')} help="A team or a person to ask.">
          {(control) => <input {...control} name="owner" defaultValue={flag.owner ?? ''} />}
        </Field>
        <Field label="Tags" optional issue={issueAt(error, 'tags')} help="Separated by spaces or commas.">
          {(control) => <input {...control} name="tags" defaultValue={flag.tags.join(' ')} />}
        </Field>
        <Field
          label="Lifecycle"
          issue={issueAt(error, 'lifecycle')}
          help="An archived flag serves its off variation everywhere, and can be restored."
        >
          {(control) => (
            <select {...control} name="lifecycle" defaultValue={flag.lifecycle}>
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
