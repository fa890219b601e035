import { useEffect } from 'react';
import { useQuery } from '../../../api/hooks.ts';
import { Button } from '../../../design/controls/button.tsx';
import { Notice } from '../../../design/layout/notice.tsx';
import { Bars } from '../../../design/text/bars.tsx';
import { Time } from '../../../design/text/time.tsx';
import { visible } from '../../../design/text/visible.ts';
import { FlagUsageDocument } from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { useRefusal } from '../../../shell/project/use-refusal.ts';
import { useDayStart } from '../../integrations/day.ts';
import { type HourOfUsage, sharesOf, sumOf, usageInWords } from './shares.ts';
import styles from './usage.module.css';

/** Applications report once a minute. */
const RELOAD_MS = 60_000;
const HOUR = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

interface FlagUsageProps {
  flagKey: string;
  environmentKey: string;
  /** Opens where the lifecycle is set. */
  onEdit: () => void;
}

/** How often applications evaluate the flag in an environment, and whether it seems to be unused. */
export function FlagUsage({ flagKey, environmentKey, onEdit }: FlagUsageProps) {
  const project = useProject();
  const refusal = useRefusal('CHANGE_FLAGS');
  const from = useDayStart();
  const { data, isCurrent, reload } = useQuery(FlagUsageDocument, {
    projectKey: project.key,
    flagKey,
    environmentKey,
    from,
  });
  useEffect(() => {
    const timer = setInterval(reload, RELOAD_MS);
    return () => clearInterval(timer);
  }, [reload]);
  const environment = project.environments.find(({ key }) => key === environmentKey);
  const state = data?.flag?.environment;
  // What was reported in another environment would stand under the name of this one.
  if (!isCurrent || !state || !environment) return null;
  return (
    <>
      <section className={styles.usage} aria-label={`Usage in ${visible(environment.name)}`}>
        <Day hours={state.usage} />
        <span className="dim">
          {state.lastEvaluatedAt === null ? (
            `No application has reported an evaluation in ${visible(environment.name)}`
          ) : (
            <>
              Last evaluated in {visible(environment.name)} <Time at={state.lastEvaluatedAt} />
            </>
          )}
        </span>
      </section>
      {data.flag?.staleReason != null && (
        <div className={styles.stale}>
          <Notice
            tone="wait"
            title="The flag seems to be stale"
            actions={
              <Button small unavailable={refusal} onClick={onEdit}>
                Set the lifecycle…
              </Button>
            }
          >
            {data.flag.staleReason} Set its lifecycle to STALE if its code can go.
          </Notice>
        </div>
      )}
    </>
  );
}

function Day({ hours }: { hours: readonly HourOfUsage[] }) {
  const total = sumOf(hours.map(({ evaluations }) => evaluations));
  if (total === 0) return null;
  return (
    <>
      <Bars
        label={usageInWords(hours)}
        bars={hours.map(({ startsAt, evaluations }) => ({
          key: startsAt,
          title: `${HOUR.format(new Date(startsAt))}: ${evaluations.toLocaleString('en')}`,
          good: evaluations,
          bad: 0,
        }))}
      />
      <span>
        <b>{total.toLocaleString('en')}</b> {total === 1 ? 'evaluation' : 'evaluations'} in 24 hours
      </span>
      <span className={styles.shares}>
        {sharesOf(hours).map(({ variation, share }) => (
          <span key={variation}>
            <span className="mono">{visible(variation)}</span> {share}
          </span>
        ))}
      </span>
    </>
  );
}
