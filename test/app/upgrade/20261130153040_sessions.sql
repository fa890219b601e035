-- The admin, signed in to the dashboard by the start-up link.
INSERT INTO sessions (id, hash, user_id, via, created_at, last_used_at, expires_at, user_agent, network) VALUES
  ('sess_01h455vb4pex5vsknk08400001', repeat('a', 64), 'user_01h455vb4pex5vsknk08400001', 'LINK', now(), now(),
    now() + interval '7 days', 'Mozilla/5.0', '127.0.0.0/24');
