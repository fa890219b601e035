-- Change requests in every state, one of them due to be applied long after the test.
UPDATE environments SET minimum_approvals = 2 WHERE id = 'env_01h455vb4pex5vsknk08400001';

INSERT INTO change_requests (id, project_id, environment_id, flag_id, flag_key, title, comment, author, state, proposal,
  review, flag_version, approvals, scheduled_at, bypassed, reason, closed_at)
SELECT 'cr_01h455vb4pex5vsknk0840000' || n, 'proj_01h455vb4pex5vsknk08400001', 'env_01h455vb4pex5vsknk08400002',
  'flag_01h455vb4pex5vsknk08400001', 'dark-mode', 'Request ' || n, 'please',
  '{"id":"user_01h455vb4pex5vsknk08400001","email":"admin@localhost","name":"Admin"}', state::"ChangeRequestState",
  '{"update":{"enabled":false},"ruleIds":[]}',
  '{"flagName":"Dark mode","changes":[{"__typename":"FlagEnabledChanged","summary":"Switched the flag off in Production.","enabledBefore":true,"enabledAfter":false}],"fields":{"enabled":{"old":true,"new":false}},"codeLikeBefore":"SERVE \"on\"","codeLikeAfter":"OFF: \"off\"\nSERVE \"on\"","before":"a","after":"b"}',
  2, approvals::json, scheduled_at, false, reason, closed_at
FROM (VALUES
  (1, 'PENDING', '[]', NULL, 'The flag has changed since.', NULL),
  (2, 'APPROVED', '[{"approver":{"id":"user_01h455vb4pex5vsknk08400001","email":"admin@localhost","name":"Admin"},"comment":null,"approvedAt":"2026-11-22T12:00:00.000Z"}]',
    now() + interval '1 day', NULL, NULL),
  (3, 'REJECTED', '[]', NULL, NULL, now()),
  (4, 'APPLIED', '[]', NULL, NULL, now()),
  (5, 'CANCELLED', '[]', now(), 'The flag was deleted.', now())
) AS states (n, state, approvals, scheduled_at, reason, closed_at);
