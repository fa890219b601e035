import { type FormEvent, useState } from 'react';
import { type CommandError, issueAt, remaining } from '../../../api/command.ts';
import { useRun } from '../../../api/hooks.ts';
import { Button } from '../../../design/controls/button.tsx';
import { Field } from '../../../design/controls/field.tsx';
import { Dialog } from '../../../design/dialogs/dialog.tsx';
import { ShowGraphql } from '../../../design/dialogs/show-graphql.tsx';
import { Notice } from '../../../design/layout/notice.tsx';
import {
  type FlagDetailsFragment,
  LinkJiraIssueDocument,
  UnlinkJiraIssueDocument,
} from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import styles from './jira-links.module.css';

/** The Jira issues of the flag. Each link is made or taken away at once: it changes nothing that the flag serves. */
export function JiraLinksDialog({ flag, onClose }: { flag: FlagDetailsFragment; onClose: () => void }) {
  const project = useProject();
  const run = useRun();
  const [key, setKey] = useState('');
  const [error, setError] = useState<CommandError>();
  const [busy, setBusy] = useState(false);
  const inputOf = (issueKey: string) => ({ projectKey: project.key, flagKey: flag.key, issueKey });

  async function change(send: () => Promise<CommandError | { __typename: string }>): Promise<boolean> {
    setBusy(true);
    setError(undefined);
    try {
      const result = await send();
      if (!('message' in result)) return true;
      setError(result);
    } catch (failure) {
      setError({ __typename: 'Error', message: (failure as Error).message });
    } finally {
      setBusy(false);
    }
    return false;
  }

  async function link(event: FormEvent): Promise<void> {
    event.preventDefault();
    const input = inputOf(key.trim());
    if (await change(async () => (await run(LinkJiraIssueDocument, { input })).linkJiraIssue)) setKey('');
  }

  const unlink = (issueKey: string) =>
    change(async () => (await run(UnlinkJiraIssueDocument, { input: inputOf(issueKey) })).unlinkJiraIssue);

  const rest = remaining(error, ['issueKey']);
  return (
    <Dialog
      title={`Jira issues of ${flag.key}`}
      onClose={onClose}
      actions={<Button onClick={onClose}>Done</Button>}
    >
      <p className="dim">
        Later changes of the flag are reported to these issues by an integration with their Jira. Issues that
        are named in the comment of a change are linked by themselves.
      </p>
      {rest !== undefined && <Notice tone="bad" title={rest} />}
      {flag.jiraIssues.length === 0 ? (
        <p>No issue is linked yet.</p>
      ) : (
        <ul className={styles.issues} aria-label="Linked issues">
          {flag.jiraIssues.map((issueKey) => (
            <li key={issueKey}>
              <span className="mono">{issueKey}</span>
              <Button
                small
                look="quiet"
                busy={busy}
                aria-label={`Unlink ${issueKey}`}
                onClick={() => void unlink(issueKey)}
              >
                Unlink
              </Button>
            </li>
          ))}
        </ul>
      )}
      <form className={styles.form} onSubmit={(event) => void link(event)}>
        <Field label="Key of an issue" issue={issueAt(error, 'issueKey')} help="Such as WEB-123.">
          {(control) => (
            <input
              {...control}
              className={`${control.className} mono`}
              autoComplete="off"
              spellCheck={false}
              value={key}
              onChange={({ target }) => setKey(target.value)}
            />
          )}
        </Field>
        <div className={styles.buttons}>
          <Button
            type="submit"
            look="main"
            busy={busy}
            unavailable={key.trim() === '' ? 'Type a key first' : undefined}
          >
            Link issue
          </Button>
          <ShowGraphql
            field="linkJiraIssue"
            input={inputOf(key.trim() || 'WEB-123')}
            payload="flag { jiraIssues }"
          />
        </div>
      </form>
    </Dialog>
  );
}
