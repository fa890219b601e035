import { useState } from 'react';
import { issueAt, remaining } from '../../api/command.ts';
import { useRun } from '../../api/hooks.ts';
import { useCommand } from '../../api/use-command.ts';
import { Button } from '../../design/controls/button.tsx';
import { Field } from '../../design/controls/field.tsx';
import { ShowGraphql } from '../../design/dialogs/show-graphql.tsx';
import { useToast } from '../../design/dialogs/toast.tsx';
import { useFormInput } from '../../design/dialogs/use-form-input.ts';
import { Card } from '../../design/layout/card.tsx';
import { Notice } from '../../design/layout/notice.tsx';
import { UpdateProjectDocument } from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';
import { useRefusal } from '../../shell/project/use-refusal.ts';
import { useViewer } from '../../shell/sign-in/viewer-context.ts';
import { DeleteProject } from './deletion/delete-project.tsx';
import styles from './settings.module.css';

/** The name of the project, and its end. */
export function ProjectPart() {
  const { isOwner } = useViewer();
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <NameCard />
      <Card title="Delete the project" padded>
        <div className={styles.rules}>
          <p>For good, with its flags, events, integrations and deliveries. What it has is said first.</p>
          <div>
            <Button
              look="danger"
              unavailable={isOwner ? undefined : 'Only owners of this instance may delete projects.'}
              onClick={() => setDeleting(true)}
            >
              Delete project…
            </Button>
          </div>
        </div>
      </Card>
      {deleting && <DeleteProject onClose={() => setDeleting(false)} />}
    </>
  );
}

function NameCard() {
  const { key, name } = useProject();
  const run = useRun();
  const toast = useToast();
  const refusal = useRefusal('CONFIGURE_PROJECT');
  const { busy, error, send } = useCommand();
  const toInput = (data: FormData) => ({ key, name: String(data.get('name') ?? '').trim() });
  const { form, read } = useFormInput(toInput);

  async function rename(data: FormData): Promise<void> {
    const done = await send(
      'UpdateProjectPayload',
      async () => (await run(UpdateProjectDocument, { input: toInput(data) })).updateProject,
    );
    if (done !== undefined) toast('Saved.');
  }

  const rest = remaining(error, ['name']);
  return (
    <Card title="Name" padded>
      <form
        ref={form}
        className={styles.rules}
        onSubmit={(event) => {
          event.preventDefault();
          if (refusal === undefined) void rename(new FormData(event.currentTarget));
        }}
      >
        {rest !== undefined && <Notice tone="bad" title={rest} />}
        <Field
          label="Name of the project"
          issue={issueAt(error, 'name')}
          help={
            <>
              Its key stays <span className="mono">{key}</span>: applications use it.
            </>
          }
        >
          {(control) => <input {...control} name="name" defaultValue={name} autoComplete="off" />}
        </Field>
        <div className={styles.actions}>
          <Button type="submit" busy={busy} unavailable={refusal}>
            Rename
          </Button>
          <ShowGraphql field="updateProject" input={read} />
        </div>
      </form>
    </Card>
  );
}
