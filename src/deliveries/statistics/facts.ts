import { durationClass } from './labels.ts';

interface Range {
  /** SQL of a time. */
  from: string;
  /** SQL of a time, exclusive. */
  until: string;
  /** SQL: a further condition on the delivery `d`. */
  where?: string;
}

/** SQL: what happened to deliveries within a range, each with its `integration_id`, its `minute` and its `label`. */
export const facts = ({ from, until, where = 'true' }: Range) => `(
    SELECT d.integration_id, date_trunc('minute', d.completed_at) AS minute, d.status::text AS label
    FROM deliveries d
    WHERE d.completed_at >= ${from} AND d.completed_at < ${until} AND d.sequence IS NOT NULL AND ${where}
    UNION ALL
    SELECT d.integration_id, date_trunc('minute', a.started_at), label
    FROM attempts a JOIN deliveries d ON d.id = a.delivery_id
      CROSS JOIN LATERAL unnest(ARRAY['duration:' || ${durationClass('a.duration_ms')}, 'error:' || a.error_class]) AS label
    WHERE a.started_at >= ${from} AND a.started_at < ${until} AND d.sequence IS NOT NULL AND label IS NOT NULL
      AND ${where}
  )`;
