-- People and services, active and not, with roles, tokens and client keys; entries of the audit log.
INSERT INTO users (id, kind, email, name, is_owner, deactivated_at) VALUES
  ('user_01h455vb4pex5vsknk08400002', 'PERSON', 'grace@example.com', 'Grace', false, NULL),
  ('user_01h455vb4pex5vsknk08400003', 'SERVICE', NULL, 'Deploys', false, now());
INSERT INTO memberships (project_id, user_id, role) VALUES
  ('proj_01h455vb4pex5vsknk08400001', 'user_01h455vb4pex5vsknk08400002', 'EDITOR'),
  ('proj_01h455vb4pex5vsknk08400001', 'user_01h455vb4pex5vsknk08400003', 'VIEWER');
INSERT INTO access_tokens (id, user_id, environment_id, name, hash, last_four, created_by, expires_at, revoked_at)
SELECT 'tok_01h455vb4pex5vsknk0840000' || n, user_id, environment_id, 'Token ' || n, hash, 'abcd',
  '{"id":"user_01h455vb4pex5vsknk08400001","email":"admin@localhost","name":"Admin"}', expires_at, revoked_at
FROM (VALUES
  (1, 'user_01h455vb4pex5vsknk08400002', NULL, repeat('a', 64), NULL::timestamptz, NULL::timestamptz),
  (2, 'user_01h455vb4pex5vsknk08400002', NULL, repeat('b', 64), now() - interval '1 day', NULL),
  (3, NULL, 'env_01h455vb4pex5vsknk08400002', repeat('c', 64), NULL, now())
) AS tokens (n, user_id, environment_id, hash, expires_at, revoked_at);
INSERT INTO audit_entries (id, project_id, occurred_at, actor, action, subject, subject_id, subject_name, before, after) VALUES
  ('aud_01h455vb4pex5vsknk08400001', 'proj_01h455vb4pex5vsknk08400001', now(),
    '{"id":"user_01h455vb4pex5vsknk08400001","email":"admin@localhost","name":"Admin"}', 'CREATED', 'ROLE',
    'user_01h455vb4pex5vsknk08400002', 'Grace', NULL, '{"role":"EDITOR"}');
