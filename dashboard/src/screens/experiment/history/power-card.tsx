import { useState } from 'react';
import { useQuery } from '../../../api/hooks.ts';
import { useReloadWhen } from '../../../api/use-reload-when.ts';
import { Card } from '../../../design/layout/card.tsx';
import { LoadFailed, Loading } from '../../../design/layout/notice.tsx';
import { ExperimentPowerDocument, type ExperimentPowerQuery } from '../../../gql/graphql.ts';
import { countText } from '../numbers.ts';
import type { Experiment } from '../parts.ts';
import styles from './history.module.css';

const EFFECTS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

type Power = NonNullable<Extract<ExperimentPowerQuery['node'], { __typename: 'Experiment' }>['power']>;

/** How much is missing to find a lift of the size that matters. */
export function PowerCard({ experiment, asOf }: { experiment: Experiment; asOf: string }) {
  const [effect, setEffect] = useState(0.1);
  const { data, error, isCurrent, reload } = useQuery(ExperimentPowerDocument, { id: experiment.id, effect });
  useReloadWhen(asOf, reload);
  const node = data?.node?.__typename === 'Experiment' ? data.node : undefined;
  const unit = experiment.metric.kind === 'CONVERSION' ? 'exposures' : 'values';
  return (
    <Card title="Is it enough?" note="with a power of 80 %" padded>
      <div className={styles.power}>
        <label className={styles.effect}>
          To find a lift of
          <select
            className={styles.choice}
            value={effect}
            onChange={({ target }) => setEffect(Number(target.value))}
          >
            {EFFECTS.map((each) => (
              <option key={each} value={each}>
                {percent(each)}
              </option>
            ))}
          </select>
        </label>
        {error !== undefined && node === undefined && (
          <LoadFailed title="It cannot be computed now" error={error} onRetry={reload} />
        )}
        {(node === undefined || !isCurrent) && error === undefined && <Loading rows={2} />}
        {node !== undefined && isCurrent && (
          <div role="status">
            {node.power === null ? (
              <p className="dim">
                Nothing can be said yet: the rate or mean of control must be above zero, and a lift of this
                size possible.
              </p>
            ) : (
              <Hint power={node.power} unit={unit} isRunning={experiment.state === 'RUNNING'} />
            )}
          </div>
        )}
      </div>
    </Card>
  );
}

function Hint({ power, unit, isRunning }: { power: Power; unit: string; isRunning: boolean }) {
  const { needed, counted, missing, missingDays, detectableEffect } = power;
  return (
    <div className={styles.power}>
      <div className={styles.meter} aria-hidden="true">
        <i style={{ width: `${Math.min(100, (counted / needed) * 100)}%` }} />
      </div>
      {missing === 0 ? (
        <p>
          <b>Enough.</b> {countText(counted)} of {countText(needed)} {unit}.
        </p>
      ) : (
        <p>
          <b>
            {countText(missing)} more {unit}
          </b>
          {missingDays !== null && isRunning && <>, about {daysText(missingDays)} at the present pace</>}.{' '}
          {countText(counted)} of {countText(needed)} were counted.
        </p>
      )}
      <p className="dim">
        {detectableEffect === null
          ? 'What was counted is not enough to find any lift reliably.'
          : `What was counted finds lifts from ${percent(detectableEffect)} on.`}
      </p>
    </div>
  );
}

function percent(share: number): string {
  return `${(share * 100).toLocaleString('en', { maximumSignificantDigits: 3 })} %`;
}

function daysText(days: number): string {
  if (days < 1) return 'a day';
  if (days > 3650) return 'more than ten years';
  const whole = Math.ceil(days);
  return whole === 1 ? 'a day' : `${countText(whole)} days`;
}
