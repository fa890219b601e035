import { useNavigate } from '@tanstack/react-router';
import { useId } from 'react';
import { issueAt, remaining } from '../../api/command.ts';
import { useRun } from '../../api/hooks.ts';
import { useCommand } from '../../api/use-command.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field } from '../../design/field.tsx';
import { Notice } from '../../design/notice.tsx';
import { CreateProjectDocument } from '../../gql/graphql.ts';
import styles from './home.module.css';

export function NewProject({ onClose }: { onClose: () => void }) {
  const run = useRun();
  const navigate = useNavigate();
  const form = useId();
  const { busy, error, send } = useCommand();
  async function create(data: FormData): Promise<void> {
    const input = { key: String(data.get('key')).trim(), name: String(data.get('name')).trim() };
    const done = await send(
      'CreateProjectPayload',
      async () => (await run(CreateProjectDocument, { input })).createProject,
    );
    if (done === undefined) return;
    await navigate({ to: '/projects/$projectKey/flags', params: { projectKey: done.project.key } });
  }
  const rest = remaining(error, ['key', 'name']);
  return (
    <Dialog
      title="New project"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="main" type="submit" form={form} busy={busy}>
            Create project
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void create(new FormData(event.currentTarget));
        }}
      >
        {rest !== undefined && <Notice tone="bad" title={rest} />}
        <Field label="Name" issue={issueAt(error, 'name')}>
          {(control) => <input {...control} name="name" />}
        </Field>
        <Field
          label="Key"
          issue={issueAt(error, 'key')}
          help="What applications use, such as shop. It cannot be changed later."
        >
          {(control) => (
            <input {...control} name="key" className={`${control.className} mono`} spellCheck={false} />
          )}
        </Field>
        <p className="dim">It starts with the environments Development and Production.</p>
      </form>
    </Dialog>
  );
}
