/** What needs somebody, over all projects that the viewer may read: one statement. */

import { isAllowedIn, mayReviewChanges } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import type { App } from '../platform/app.ts';
import { scopeOf } from './visible-scope.ts';

export const attentionKinds = [
  'CHANGE_TO_APPROVE',
  'CHANGE_TO_APPLY',
  'CHANGE_WAITING',
  'CHANGE_NOT_APPLIED',
  'CHANGE_SCHEDULED',
  'INTEGRATION_FAILING',
  'INTEGRATION_DISABLED',
  'EXPERIMENT_MISTRUSTED',
  'EXPERIMENT_READY',
] as const;
export type AttentionKind = (typeof attentionKinds)[number];

export const MAX_ITEMS = 200;
/** A scheduled change that failed is shown for so many days. */
export const NOT_APPLIED_DAYS = 7;

export interface AttentionItem {
  kind: AttentionKind;
  /** Of the change request, the integration or the experiment. */
  subjectId: string;
  projectId: string;
  projectKey: string;
  title: string;
  /** Why, or what it is about. */
  detail: string;
  since: Date;
}

/** The most urgent kind first, then the oldest. */
export async function readAttention(app: App, viewer: Viewer, first: number): Promise<AttentionItem[]> {
  const scope = scopeOf(viewer);
  const mayReview = viewer.isOwner
    ? null
    : [...viewer.roles.keys()].filter((id) => isAllowedIn(viewer, mayReviewChanges, id));
  const { rows } = await app.database.pool.query<AttentionItem>({
    name: 'read-attention',
    text: `WITH visible AS (SELECT id, key FROM projects WHERE $1::text[] IS NULL OR id = ANY ($1)),
      changes AS (
        SELECT c.*, v.key AS project_key, n.name AS environment, $2::text[] IS NULL OR c.project_id = ANY ($2) AS reviews
        FROM visible v JOIN change_requests c ON c.project_id = v.id JOIN environments n ON n.id = c.environment_id
        WHERE c.state IN ('PENDING', 'APPROVED')
          OR (c.state = 'CANCELLED' AND c.scheduled_at IS NOT NULL AND c.closed_at > $4::timestamptz - interval '${NOT_APPLIED_DAYS} days')),
      items AS (
        SELECT CASE
            WHEN c.state = 'CANCELLED' THEN 'CHANGE_NOT_APPLIED'
            WHEN c.state = 'APPROVED' AND c.scheduled_at IS NOT NULL THEN 'CHANGE_SCHEDULED'
            WHEN c.state = 'APPROVED' AND c.reviews THEN 'CHANGE_TO_APPLY'
            WHEN c.reviews AND c.author ->> 'id' <> $3 AND NOT EXISTS (
              SELECT FROM json_array_elements(c.approvals) a WHERE a -> 'approver' ->> 'id' = $3)
              THEN 'CHANGE_TO_APPROVE'
            ELSE 'CHANGE_WAITING' END AS kind,
          c.id AS subject_id, c.project_id, c.project_key, c.title,
          CASE WHEN c.state = 'CANCELLED' THEN c.reason
            ELSE c.flag_key || ' in ' || c.environment || ', proposed by ' || (c.author ->> 'name') END AS detail,
          CASE WHEN c.state = 'CANCELLED' THEN c.closed_at WHEN c.state = 'APPROVED' AND c.scheduled_at IS NOT NULL
            THEN c.scheduled_at ELSE c.created_at END AS since
        FROM changes c
        -- Cancelled by GoGreen at its time: cancelled by somebody it has no reason.
        WHERE c.state <> 'CANCELLED' OR (c.reason IS NOT NULL AND (c.reviews OR c.author ->> 'id' = $3))
        UNION ALL
        SELECT CASE WHEN i.enabled THEN 'INTEGRATION_FAILING' ELSE 'INTEGRATION_DISABLED' END,
          i.id, i.project_id, v.key, i.name, coalesce(i.disabled_reason, i.last_error, ''),
          coalesce(i.failing_since, i.last_error_at, i.created_at)
        FROM visible v JOIN integrations i ON i.project_id = v.id
        WHERE i.deleted_at IS NULL
          AND ((i.enabled AND i.consecutive_failures > 0) OR (NOT i.enabled AND i.disabled_reason IS NOT NULL))
        UNION ALL
        SELECT CASE WHEN e.mistrusted THEN 'EXPERIMENT_MISTRUSTED' ELSE 'EXPERIMENT_READY' END,
          e.id, e.project_id, e.key, e.name,
          CASE WHEN e.mistrusted THEN 'The exposures are not split as planned: its results cannot be trusted.'
            ELSE 'Significantly different from control: ' || array_to_string(e.significant, ', ') || '. It can be concluded.' END,
          e.results_at
        FROM (
          SELECT x.*, v.key, coalesce((x.results -> 'sampleRatio' ->> 'mismatch')::boolean, false) AS mistrusted,
            EXISTS (SELECT FROM json_array_elements(x.results -> 'treatments') t
              WHERE t ->> 'verdict' IN ('BETTER', 'WORSE')) AS ready
          FROM visible v JOIN experiments x ON x.project_id = v.id
          WHERE x.state = 'RUNNING' AND x.results IS NOT NULL) AS e
        WHERE e.mistrusted OR e.ready)
      SELECT kind, subject_id AS "subjectId", project_id AS "projectId", project_key AS "projectKey", title, detail, since
      FROM items ORDER BY array_position($5::text[], kind), since, subject_id LIMIT $6`,
    values: [scope, mayReview, viewer.actor.id, app.now(), attentionKinds, first],
  });
  return rows;
}
