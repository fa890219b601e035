import { useState } from 'react';
import { useRun } from '../../api/hooks.ts';
import { Button } from '../../design/controls/button.tsx';
import { Field } from '../../design/controls/field.tsx';
import { Card } from '../../design/layout/card.tsx';
import table from '../../design/layout/table.module.css';
import { Chip } from '../../design/text/chip.tsx';
import { type FlagDetailsFragment, TryContextDocument, type TryContextQuery } from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';
import styles from './flag-page.module.css';

type Answer = TryContextQuery['evaluateFlags'][number];

const REASONS: Record<Answer['reason'], string> = {
  ARCHIVED: 'the flag is archived',
  OFF: 'the flag is off',
  RULE_MATCH: 'rule matched',
  FALLTHROUGH: 'no rule matched',
};

/** What one context gets in each environment, and why. */
export function TryContext({ flag }: { flag: FlagDetailsFragment }) {
  const project = useProject();
  const run = useRun();
  const [text, setText] = useState('{\n  "userId": "user-42",\n  "country": "DE"\n}');
  const [issue, setIssue] = useState<string>();
  const [answers, setAnswers] = useState<Map<string, Answer>>();

  async function evaluate(): Promise<void> {
    const context = parse(text);
    if (typeof context === 'string') return setIssue(context);
    setIssue(undefined);
    try {
      const found = await Promise.all(
        flag.environments.map(async ({ environment }) => {
          const { evaluateFlags } = await run(TryContextDocument, {
            projectKey: project.key,
            environmentKey: environment.key,
            flagKey: flag.key,
            context: context.value,
          });
          return [environment.key, evaluateFlags[0]] as const;
        }),
      );
      setAnswers(new Map(found.flatMap(([key, answer]) => (answer ? [[key, answer]] : []))));
    } catch (error) {
      setIssue((error as Error).message);
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
        <Button type="submit" look="main">
          Evaluate
        </Button>
      </form>
      <Card title="What it gets">
        {answers === undefined ? (
          <p className={styles.hint}>Evaluate, and each environment shows its answer with the reason.</p>
        ) : (
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">Environment</th>
                <th scope="col">Variation</th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {flag.environments.map((state) => {
                const answer = answers.get(state.environment.key);
                if (answer === undefined) return null;
                const rule = state.rules.findIndex(({ id }) => id === answer.ruleId);
                return (
                  <tr key={state.environment.id}>
                    <td>{state.environment.name}</td>
                    <td>
                      <Chip mono>{answer.variation.key}</Chip>
                    </td>
                    <td>{rule === -1 ? REASONS[answer.reason] : `rule ${rule + 1} matched`}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
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
