import { useId, useMemo } from 'react';
import { issueAt, remaining } from '../../api/command.ts';
import { useRun, useSubscription } from '../../api/hooks.ts';
import { useCommand } from '../../api/use-command.ts';
import { Button } from '../../design/controls/button.tsx';
import { Field } from '../../design/controls/field.tsx';
import { ShowGraphql } from '../../design/dialogs/show-graphql.tsx';
import { useFormInput } from '../../design/dialogs/use-form-input.ts';
import { Card } from '../../design/layout/card.tsx';
import { Notice } from '../../design/layout/notice.tsx';
import { Time } from '../../design/text/time.tsx';
import { visible } from '../../design/text/visible.ts';
import {
  ChangeCommentedDocument,
  type ChangeDetailsFragment,
  CommentOnChangeDocument,
} from '../../gql/graphql.ts';
import { useRefusal } from '../../shell/project/use-refusal.ts';
import styles from './changes.module.css';

/** What is written about a change request, beside the decisions; live. */
export function Comments({ change }: { change: ChangeDetailsFragment }) {
  const run = useRun();
  const title = useId();
  const refusal = useRefusal('COMMENT_ON_CHANGES');
  const { busy, error, send } = useCommand();
  const { id, comments } = change;
  // The cache takes the comments over: this page shows them by that.
  useSubscription(
    ChangeCommentedDocument,
    useMemo(() => ({ id }), [id]),
    () => undefined,
  );
  const toInput = (data: FormData) => ({ changeRequestId: id, text: String(data.get('text') ?? '').trim() });
  const { form, read } = useFormInput(toInput);

  async function comment(data: FormData): Promise<void> {
    const done = await send(
      'CommentOnChangeRequestPayload',
      async () => (await run(CommentOnChangeDocument, { input: toInput(data) })).commentOnChangeRequest,
    );
    if (done !== undefined) form.current?.reset();
  }

  const rest = remaining(error, ['text']);
  return (
    <Card title={<span id={title}>Comments</span>} note={comments.length} padded>
      <div className={styles.decide}>
        <ul className={styles.comments} aria-labelledby={title} aria-live="polite">
          {comments.map(({ id: commentId, author, createdAt, text }) => (
            <li key={commentId}>
              <b>{visible(author.name)}</b> <Time at={createdAt} />
              <p className={styles.comment}>{visible(text)}</p>
            </li>
          ))}
        </ul>
        {comments.length === 0 && (
          <p className="dim">Nobody has written anything yet. Comments decide nothing.</p>
        )}
        <form
          ref={form}
          className={styles.decide}
          onSubmit={(event) => {
            event.preventDefault();
            if (refusal === undefined) void comment(new FormData(event.currentTarget));
          }}
        >
          {rest !== undefined && <Notice tone="bad" title={rest} />}
          <Field label="Write a comment" issue={issueAt(error, 'text')}>
            {(control) => <textarea {...control} name="text" rows={2} />}
          </Field>
          <div className={styles.buttons}>
            <Button type="submit" busy={busy} unavailable={refusal}>
              Comment
            </Button>
            <ShowGraphql field="commentOnChangeRequest" input={read} />
          </div>
        </form>
      </div>
    </Card>
  );
}
