import { useState } from 'react';
import { useRun } from '../../../api/hooks.ts';
import { Button } from '../../../design/controls/button.tsx';
import { Field } from '../../../design/controls/field.tsx';
import { ShowGraphql } from '../../../design/dialogs/show-graphql.tsx';
import { Card } from '../../../design/layout/card.tsx';
import { type FlagDetailsFragment, type TriedFragment, TryContextDocument } from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { toChange, toDraft } from '../draft/draft.ts';
import { draftKey, presentDraft } from '../draft/kept-draft.ts';
import styles from '../flag-page.module.css';
import { useEditor } from '../rules/operators.ts';
import { Tried } from './tried.tsx';
import own from './trying.module.css';

interface Answer {
  stored: TriedFragment | undefined;
  /** Null where there is no draft. */
  draft: TriedFragment | { fault: string } | null;
}

/** What one context gets in each environment and why: by what is stored, and by the drafts that are not saved yet. */
export function TryContext({ flag }: { flag: FlagDetailsFragment }) {
  const project = useProject();
  const run = useRun();
  const { operators } = useEditor(project.key);
  const [text, setText] = useState('{\n  "userId": "user-42",\n  "country": "DE"\n}');
  const [issue, setIssue] = useState<string>();
  const [answers, setAnswers] = useState<Map<string, Answer>>();
  const [busy, setBusy] = useState(false);
  const parsed = parse(text);

  async function evaluate(): Promise<void> {
    if (typeof parsed === 'string') return setIssue(parsed);
    setIssue(undefined);
    setBusy(true);
    const place = { projectKey: project.key, flagKey: flag.key, context: parsed.value };
    try {
      const found = await Promise.all(
        flag.environments.map(async (state): Promise<[string, Answer]> => {
          const { key: environmentKey } = state.environment;
          const ask = async (draft: object | null) =>
            (await run(TryContextDocument, { ...place, environmentKey, draft: draft as never }))
              .evaluateFlags[0];
          const stored = toDraft(state);
          const draft = presentDraft(draftKey(flag.id, environmentKey), stored);
          const drafted =
            draft &&
            (await ask({ flagKey: flag.key, ...toChange(draft, stored) }).catch((error: Error) => ({
              fault: error.message,
            })));
          return [environmentKey, { stored: await ask(null), draft: drafted ?? null }];
        }),
      );
      setAnswers(new Map(found));
    } catch (error) {
      setIssue((error as Error).message);
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className={styles.try}>
      <form
        className={styles.left}
        onSubmit={(event) => {
          event.preventDefault();
          void evaluate();
        }}
      >
        <Field
          label="Context"
          issue={issue}
          help="What an application knows of who asks, as JSON. It is not stored."
        >
          {(control) => (
            <textarea
              {...control}
              className={`${control.className} mono`}
              rows={8}
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <div className={own.buttons}>
          <Button type="submit" look="main" busy={busy}>
            Evaluate
          </Button>
          <ShowGraphql
            query={QUERY}
            variables={{
              projectKey: project.key,
              environmentKey: flag.environments[0]?.environment.key,
              flagKey: flag.key,
              context: typeof parsed === 'string' ? {} : parsed.value,
            }}
          />
        </div>
      </form>
      <Card title="What it gets" note="and why, in each environment">
        {answers === undefined && (
          <p className={styles.hint}>
            Evaluate, and each environment shows its answer with the reason. Drafts that you have not saved
            are evaluated as well.
          </p>
        )}
        {answers !== undefined && (
          <ul className={own.environments} aria-live="polite">
            {flag.environments.map(({ environment }) => {
              const answer = answers.get(environment.key);
              if (answer?.stored === undefined) return null;
              return (
                <li key={environment.id}>
                  <h3>{environment.name}</h3>
                  <Tried what="stored" evaluation={answer.stored} operators={operators} />
                  {answer.draft !== null &&
                    ('fault' in answer.draft ? (
                      <p className={styles.fault}>✕ The draft cannot be evaluated: {answer.draft.fault}</p>
                    ) : (
                      <Tried what="your draft" evaluation={answer.draft} operators={operators} />
                    ))}
                </li>
              );
            })}
          </ul>
        )}
      </Card>
    </div>
  );
}

function parse(text: string): { value: unknown } | string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { value }
      : 'must be a JSON object, such as {"userId": "user-42"}';
  } catch (error) {
    return `is not JSON: ${(error as Error).message}`;
  }
}

const QUERY = `query ($projectKey: String!, $environmentKey: String!, $flagKey: String!, $context: JSON!) {
  evaluateFlags(projectKey: $projectKey, environmentKey: $environmentKey, flagKeys: [$flagKey], context: $context) {
    variation { key }
    value
    reason
    bucket
    trace { matched rule { id } clauses { matched actual clause { attribute operator negate values } } }
  }
}`;
