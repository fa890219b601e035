-- Deliveries that their integration's limits hold back, which have no job; recoveries in every state; a rate that was
-- used up; an integration whose circuit is open.
INSERT INTO integrations (id, project_id, provider, name, event_types, environment_ids, settings, secrets,
  consecutive_failures, last_error_at, last_error, failing_since, probe_at) VALUES
  ('intg_01h455vb4pex5vsknk08400004', 'proj_01h455vb4pex5vsknk08400001', 'webhook', 'Down', '{FLAG_ARCHIVED}', '{}',
    '{"url":"{{url}}/down","payloadFormat":"GOGREEN","headerNames":[]}', '{{sealed intg_01h455vb4pex5vsknk08400004}}',
    20, now(), 'HTTP 500', now() - interval '1 hour', now() + interval '1 day');

INSERT INTO recoveries (id, project_id, integration_id, kind, status, filter, total, queued, cursor, actor, completed_at)
SELECT 'rcv_01h455vb4pex5vsknk0840000' || n, 'proj_01h455vb4pex5vsknk08400001', 'intg_01h455vb4pex5vsknk08400001',
  kind::"RecoveryKind", status::"RecoveryStatus", filter::json, 1, queued, NULL,
  '{"id":"user_01h455vb4pex5vsknk08400001","email":"admin@localhost","name":"Admin"}', completed_at
FROM (VALUES
  (1, 'RETRY', 'COMPLETED', '{"integrationId":null,"failedAfter":null,"failedBefore":"2026-11-22T12:00:00.000Z","errorClasses":["http"]}', 1, now()),
  (2, 'REPLAY', 'CANCELLED', '{"include":"ALL","afterSequence":0,"untilSequence":3,"occurredAfter":null,"occurredBefore":null}', 0, now()),
  (3, 'REPLAY', 'RUNNING', '{"include":"MISSING","afterSequence":0,"untilSequence":1,"occurredAfter":null,"occurredBefore":null}', 0, NULL)
) AS states (n, kind, status, filter, queued, completed_at);

-- Due for a long time, and without a job: whoever frees the slot goes on with it.
UPDATE deliveries SET waiting_since = now() - interval '1 minute', priority = 10, recovery_id = 'rcv_01h455vb4pex5vsknk08400001',
  trigger = 'REPLAY' WHERE id = 'dlv_01h455vb4pex5vsknk08400005';
SELECT graphile_worker.remove_job('deliver:dlv_01h455vb4pex5vsknk08400005');

INSERT INTO rate_limits (integration_id, target, paid_until) VALUES ('intg_01h455vb4pex5vsknk08400001', '', now());
