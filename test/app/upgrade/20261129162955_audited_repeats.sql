-- A delivery that was retried by hand. Deliveries have the sequences of their events by now.
INSERT INTO audit_entries (id, project_id, occurred_at, actor, action, subject, subject_id, subject_name, before, after) VALUES
  ('aud_01h455vb4pex5vsknk08400002', 'proj_01h455vb4pex5vsknk08400001', now(),
    '{"id":"user_01h455vb4pex5vsknk08400001","email":"admin@localhost","name":"Admin"}', 'RETRIED', 'DELIVERY',
    'dlv_01h455vb4pex5vsknk08400001', 'Webhook', '{"status":"FAILED"}', '{"status":"PENDING"}');
