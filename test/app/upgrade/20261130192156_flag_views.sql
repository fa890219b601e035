-- A view of the flag list that the admin has saved.
INSERT INTO flag_views (id, user_id, project_id, name, search, created_at) VALUES
  ('view_01h455vb4pex5vsknk08400001', 'user_01h455vb4pex5vsknk08400001', 'proj_01h455vb4pex5vsknk08400001', 'Mine', 'q=dark', now());
