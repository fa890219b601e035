import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { type CommandError, issueAt, remaining } from '../../api/command.ts';
import { useRun } from '../../api/hooks.ts';
import { Button } from '../../design/controls/button.tsx';
import { Field } from '../../design/controls/field.tsx';
import { Dialog } from '../../design/dialogs/dialog.tsx';
import { ShowGraphql } from '../../design/dialogs/show-graphql.tsx';
import { Notice } from '../../design/layout/notice.tsx';
import {
  CreateFlagDocument,
  type CreateFlagInput,
  type FlagKind,
  type VariationInput,
} from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';

/** What a flag of this kind starts with, to be changed on its page. A boolean flag always has on and off. */
const FIRST_VARIATIONS: Record<FlagKind, VariationInput[] | null> = {
  BOOLEAN: null,
  STRING: [
    { key: 'a', value: 'a' },
    { key: 'b', value: 'b' },
  ],
  NUMBER: [
    { key: 'low', value: 0 },
    { key: 'high', value: 1 },
  ],
  JSON: [
    { key: 'empty', value: {} },
    { key: 'full', value: { example: true } },
  ],
};

const FIELDS = ['key', 'name', 'description', 'owner', 'tags'];

export function NewFlag({ onClose }: { onClose: () => void }) {
  const project = useProject();
  const navigate = useNavigate();
  const run = useRun();
  const form = useId();
  const [error, setError] = useState<CommandError>();
  const [busy, setBusy] = useState(false);
  const [input, setInput] = useState(() => inputOf(project.key, new FormData()));

  async function create(): Promise<void> {
    setBusy(true);
    try {
      const { createFlag } = await run(CreateFlagDocument, { input });
      if (createFlag.__typename !== 'CreateFlagPayload') return setError(createFlag);
      onClose();
      await navigate({
        to: '/projects/$projectKey/flags/$flagKey',
        params: { projectKey: project.key, flagKey: createFlag.flag.key },
      });
    } catch (failure) {
      setError({ __typename: 'Error', message: (failure as Error).message });
    } finally {
      setBusy(false);
    }
  }

  const rest = remaining(error, FIELDS);
  return (
    <Dialog
      title="New flag"
      onClose={onClose}
      actions={
        <>
          <ShowGraphql field="createFlag" input={input} payload="flag { key url }" />
          <Button onClick={onClose}>Cancel</Button>
          <Button look="main" type="submit" form={form} busy={busy}>
            Create flag
          </Button>
        </>
      }
    >
      <form
        id={form}
        style={{ display: 'grid', gap: 16 }}
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
        onChange={({ currentTarget }) => setInput(inputOf(project.key, new FormData(currentTarget)))}
      >
        {rest !== undefined && <Notice tone="bad" title={rest} />}
        <Field
          label="Key"
          issue={issueAt(error, 'key')}
          help="What applications ask for, such as new-checkout. It cannot be changed later."
        >
          {(control) => (
            <input {...control} name="key" className={`${control.className} mono`} spellCheck={false} />
          )}
        </Field>
        <Field label="Name" optional issue={issueAt(error, 'name')}>
          {(control) => <input {...control} name="name" />}
        </Field>
        <Field label="Kind" help="What applications get: true or false, a text, a number or JSON.">
          {(control) => (
            <select {...control} name="kind">
              <option value="BOOLEAN">Boolean</option>
              <option value="STRING">Text</option>
              <option value="NUMBER">Number</option>
              <option value="JSON">JSON</option>
            </select>
          )}
        </Field>
        <Field label="Description" optional issue={issueAt(error, 'description')}>
          {(control) => <textarea {...control} name="description" rows={2} />}
        </Field>
        <Field label="Owner" optional issue={issueAt(error, 'owner')} help="A team or a person to ask.">
          {(control) => <input {...control} name="owner" />}
        </Field>
        <Field label="Tags" optional issue={issueAt(error, 'tags')} help="Separated by spaces or commas.">
          {(control) => <input {...control} name="tags" />}
        </Field>
      </form>
    </Dialog>
  );
}

/** What is typed, as the API takes it. */
function inputOf(projectKey: string, data: FormData): CreateFlagInput {
  const text = (name: string) => String(data.get(name) ?? '').trim();
  const kind = (text('kind') || 'BOOLEAN') as FlagKind;
  return {
    projectKey,
    key: text('key'),
    kind,
    name: text('name') || null,
    description: text('description') || null,
    owner: text('owner') || null,
    tags: text('tags')
      .split(/[\s,]+/)
      .filter(Boolean),
    variations: FIRST_VARIATIONS[kind],
  };
}
