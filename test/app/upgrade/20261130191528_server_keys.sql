-- A server key of the environment production, and a client key of the same version.
INSERT INTO access_tokens (id, environment_id, name, hash, last_four, created_by, is_server_key)
SELECT 'tok_01h455vb4pex5vsknk0840001' || n, 'env_01h455vb4pex5vsknk08400002', 'Key ' || n, hash, 'abcd',
  '{"id":"user_01h455vb4pex5vsknk08400001","email":"admin@localhost","name":"Admin"}', is_server_key
FROM (VALUES (1, repeat('d', 64), true), (2, repeat('e', 64), false)) AS key (n, hash, is_server_key);
