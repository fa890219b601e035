-- What a database of the first version holds: a flag that was changed, a webhook with deliveries in every state, and an
-- event and two deliveries with the jobs that were waiting when the process ended.
INSERT INTO users (id, email, name) VALUES
  ('user_01h455vb4pex5vsknk08400001', 'admin@localhost', 'Admin');

INSERT INTO projects (id, key, name, last_sequence) VALUES
  ('proj_01h455vb4pex5vsknk08400001', 'shop', 'Shop', 7);

INSERT INTO environments (id, project_id, key, name, requires_approval) VALUES
  ('env_01h455vb4pex5vsknk08400001', 'proj_01h455vb4pex5vsknk08400001', 'development', 'Development', false),
  ('env_01h455vb4pex5vsknk08400002', 'proj_01h455vb4pex5vsknk08400001', 'production', 'Production', false);

INSERT INTO flags (id, project_id, key, name, description, kind, variations, targeting, tags, owner, lifecycle, version)
VALUES (
  'flag_01h455vb4pex5vsknk08400001', 'proj_01h455vb4pex5vsknk08400001', 'dark-mode', 'Dark mode', 'For the night',
  'BOOLEAN',
  '[{"key":"on","name":"On","description":null,"value":true},{"key":"off","name":"Off","description":null,"value":false}]',
  '{"env_01h455vb4pex5vsknk08400002":{"enabled":true,"rules":[{"id":"beta","description":null,
    "clauses":[{"attribute":"plan","operator":"EQUALS","values":["beta"],"negate":false}],
    "serve":{"rollout":{"bucketBy":"userId","weights":[{"variation":"on","weight":40},{"variation":"off","weight":60}]}}}],
    "fallthrough":{"variation":"off"},"offVariation":"off"}}',
  '{ui,night}', 'ada', 'STALE', 2
);

INSERT INTO events (id, project_id, sequence, type, occurred_at, environment_id, flag_id, flag_key, actor, comment, payload, fanned_out)
SELECT 'evt_01h455vb4pex5vsknk0840000' || n, 'proj_01h455vb4pex5vsknk08400001', n,
  (CASE n WHEN 1 THEN 'FLAG_CREATED' ELSE 'FLAG_UPDATED' END)::"EventType", now() - interval '1 hour',
  CASE WHEN n > 1 THEN 'env_01h455vb4pex5vsknk08400002' END, 'flag_01h455vb4pex5vsknk08400001', 'dark-mode',
  '{"id":"user_01h455vb4pex5vsknk08400001","email":"admin@localhost","name":"Admin"}', 'Change ' || n,
  (CASE n WHEN 1 THEN
    '{"flagName":"Dark mode","changes":[{"__typename":"FlagCreated","summary":"Created the flag: BOOLEAN, 2 variations (\"on\", \"off\").","flagAfter":{"key":"dark-mode","name":"Dark mode","description":"For the night","kind":"BOOLEAN","variations":[{"key":"on","name":"On","description":null,"value":true},{"key":"off","name":"Off","description":null,"value":false}],"tags":["ui","night"],"owner":"ada","lifecycle":"ACTIVE"}}],"fields":{"name":{"old":null,"new":"Dark mode"}},"codeLikeBefore":null,"codeLikeAfter":null}'
  ELSE
    '{"flagName":"Dark mode","changes":[{"__typename":"FlagEnabledChanged","summary":"Switched the flag on in Production.","enabledBefore":false,"enabledAfter":true}],"fields":{"enabled":{"old":false,"new":true}},"codeLikeBefore":"OFF: \"off\"\nSERVE \"on\"","codeLikeAfter":"SERVE \"on\""}'
  END)::json,
  n < 7
FROM generate_series(1, 7) AS n;

INSERT INTO integrations (id, project_id, provider, name, enabled, event_types, environment_ids, settings, secrets,
  consecutive_failures, last_error_at, last_error, disabled_reason, deleted_at) VALUES
  ('intg_01h455vb4pex5vsknk08400001', 'proj_01h455vb4pex5vsknk08400001', 'webhook', 'Receiver', true, '{}', '{}',
    '{"url":"{{url}}","payloadFormat":"GOGREEN","headerNames":["X-Team"]}', '{{sealed intg_01h455vb4pex5vsknk08400001}}',
    1, now(), 'HTTP 500', NULL, NULL),
  ('intg_01h455vb4pex5vsknk08400002', 'proj_01h455vb4pex5vsknk08400001', 'webhook', 'Disabled', false, '{FLAG_UPDATED}',
    '{env_01h455vb4pex5vsknk08400002}', '{"url":"{{url}}/disabled","payloadFormat":"TGGL","headerNames":[]}',
    '{{sealed intg_01h455vb4pex5vsknk08400002}}', 0, NULL, NULL, 'The endpoint answered 410 Gone.', NULL),
  ('intg_01h455vb4pex5vsknk08400003', 'proj_01h455vb4pex5vsknk08400001', 'webhook', 'Deleted', false, '{}', '{}',
    '{"url":"{{url}}/deleted","payloadFormat":"CLOUDEVENTS","headerNames":[]}', '', 0, NULL, NULL, NULL, now());

INSERT INTO deliveries (id, project_id, integration_id, event_id, status, trigger, attempt_count, scheduled_count,
  next_attempt_at, claim, lease_until, request_body, content_type, completed_at)
SELECT 'dlv_01h455vb4pex5vsknk0840000' || n, 'proj_01h455vb4pex5vsknk08400001', 'intg_01h455vb4pex5vsknk08400001',
  'evt_01h455vb4pex5vsknk0840000' || n, status::"DeliveryStatus", trigger::"AttemptTrigger", attempts, attempts,
  next_attempt_at, attempts, lease_until, '{"number":' || n || '}', 'application/json', completed_at
FROM (VALUES
  (1, 'DELIVERED', 'RETRY', 1, NULL, NULL, now()),
  (2, 'FAILED', 'RETRY', 5, NULL, NULL, now()),
  (3, 'CANCELLED', 'FIRST', 0, NULL, NULL, now()),
  -- Its worker was killed while it was sending.
  (4, 'SENDING', 'RETRY', 1, NULL, now() - interval '1 minute', NULL),
  -- Due, with the job that attempts it.
  (5, 'PENDING', 'FIRST', 0, now() - interval '1 minute', NULL, NULL),
  (6, 'PENDING', 'RETRY', 1, now() + interval '1 day', NULL, NULL)
) AS states (n, status, trigger, attempts, next_attempt_at, lease_until, completed_at);

INSERT INTO attempts (delivery_id, number, trigger, started_at, duration_ms, request, response, error_class, error_message, address, next_attempt_at)
SELECT d.id, n, (CASE n WHEN 1 THEN 'FIRST' ELSE 'RETRY' END)::"AttemptTrigger", now() - interval '30 minutes', 12,
  '{"method":"POST","url":"{{url}}","headers":{"Content-Type":"application/json","X-Team":"••••"}}',
  CASE WHEN n % 2 = 1 THEN json_build_object('status', CASE d.status WHEN 'DELIVERED' THEN 200 ELSE 500 END,
    'headers', json_build_array(json_build_array('Date', 'Sun, 22 Nov 2026 12:00:00 GMT')), 'body', 'said', 'truncated', false) END,
  CASE WHEN d.status <> 'DELIVERED' THEN CASE WHEN n % 2 = 1 THEN 'http' ELSE 'timeout' END END,
  CASE WHEN d.status <> 'DELIVERED' THEN 'it failed' END, '127.0.0.1', d.next_attempt_at
FROM deliveries d, generate_series(1, d.attempt_count) AS n;

SELECT graphile_worker.add_job('fan-out', json_build_object('eventId', 'evt_01h455vb4pex5vsknk08400007'),
  job_key := 'fan-out:evt_01h455vb4pex5vsknk08400007');
SELECT graphile_worker.add_job('deliver', json_build_object('deliveryId', id), job_key := 'deliver:' || id, run_at := next_attempt_at)
FROM deliveries WHERE status = 'PENDING';
