-- A comment on a change request, environments in another order than that of their creation, and an admin who has closed the tour.
INSERT INTO change_request_comments (id, change_request_id, author, text) VALUES
  ('crc_01h455vb4pex5vsknk08400001', 'cr_01h455vb4pex5vsknk08400001',
  '{"id":"user_01h455vb4pex5vsknk08400001","email":"admin@localhost","name":"Admin"}', 'Why now?');
UPDATE environments SET position = 1 WHERE id = 'env_01h455vb4pex5vsknk08400002';
UPDATE environments SET position = 2 WHERE id = 'env_01h455vb4pex5vsknk08400001';
UPDATE users SET tour_closed_at = now() WHERE id = 'user_01h455vb4pex5vsknk08400001';
