-- A minute in which a delivery was made.
INSERT INTO delivery_minutes (integration_id, minute, counts) VALUES
  ('intg_01h455vb4pex5vsknk08400001', date_trunc('minute', now() - interval '1 day'), '{"DELIVERED": 1, "duration:12": 1}');
