import { Link } from '@tanstack/react-router';
import { Card } from '../../design/layout/card.tsx';
import { Notice } from '../../design/layout/notice.tsx';
import { Time } from '../../design/text/time.tsx';
import { visible } from '../../design/text/visible.ts';
import { useProject } from '../../shell/project/project-context.ts';
import styles from './experiment.module.css';
import type { Experiment } from './parts.ts';

/** How it ended: the winner, and whether the flag serves it. */
export function ConclusionCard({ experiment }: { experiment: Experiment }) {
  const project = useProject();
  const { conclusion, concludedAt, flagKey, environment } = experiment;
  if (conclusion === null) return null;
  return (
    <Card title="Conclusion" note={concludedAt !== null && <Time at={concludedAt} />} padded>
      <div className={styles.conclusion}>
        <p>
          {conclusion.winner === null ? (
            'It ended without a winner.'
          ) : (
            <>
              The winner is <b className="mono">{visible(conclusion.winner)}</b>.{' '}
              {conclusion.applied && `The flag serves it in ${visible(environment.name)}.`}
              {!conclusion.applied && conclusion.notAppliedBecause === null && 'The flag was left as it was.'}
            </>
          )}
        </p>
        {conclusion.notAppliedBecause !== null && (
          <Notice
            tone="wait"
            title="The winner was not applied"
            actions={
              <Link
                className={styles.link}
                to="/projects/$projectKey/flags/$flagKey"
                params={{ projectKey: project.key, flagKey }}
                search={{ env: environment.key }}
              >
                Propose it on the flag
              </Link>
            }
          >
            {visible(conclusion.notAppliedBecause)}
          </Notice>
        )}
        {conclusion.comment !== null && <p className={styles.text}>{visible(conclusion.comment)}</p>}
      </div>
    </Card>
  );
}
