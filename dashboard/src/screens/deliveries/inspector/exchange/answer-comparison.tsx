import { useMemo, useState } from 'react';
import { Diff } from '../../../../design/text/diff.tsx';
import { visible } from '../../../../design/text/visible.ts';
import type { AttemptDetailsFragment } from '../../../../gql/graphql.ts';
import styles from '../http.module.css';
import { compareAnswers, diffAnswers } from './answers.ts';

interface AnswerComparisonProps {
  attempts: AttemptDetailsFragment[];
  attempt: AttemptDetailsFragment;
}

const MOST_NAMED = 4;

/** Whether the receiver said the same as in the attempt before, and what else. */
export function AnswerComparison({ attempts, attempt }: AnswerComparisonProps) {
  const [open, setOpen] = useState(false);
  const comparison = useMemo(() => compareAnswers(attempts, attempt), [attempts, attempt]);
  if (comparison === null) return null;
  const { differing, matters } = comparison;
  if (differing.length === 0)
    return <p className={styles.compare}>The same as in attempt {comparison.with}.</p>;
  const named = visible(differing.slice(0, MOST_NAMED).join(', '));
  const names = differing.length > MOST_NAMED ? `${named} and ${differing.length - MOST_NAMED} more` : named;
  return (
    <details className={styles.compare} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {matters
          ? `Differs from attempt ${comparison.with} in ${names}`
          : `As in attempt ${comparison.with}, but for ${names}`}
      </summary>
      {open && (
        <Difference before={attempts.find(({ number }) => number === comparison.with)} attempt={attempt} />
      )}
    </details>
  );
}

function Difference({
  before,
  attempt,
}: {
  before: AttemptDetailsFragment | undefined;
  attempt: AttemptDetailsFragment;
}) {
  const text = useMemo(() => diffAnswers(before, attempt), [before, attempt]);
  if (text === null) return <p>The two answers differ too much to be shown line by line.</p>;
  return <Diff text={visible(text)} label={`Differences from attempt ${before?.number ?? ''}`} />;
}
