-- Usage of the flag, and an experiment that counts automatically, with a unit and one that was never exposed.
INSERT INTO flag_usage (flag_id, environment_id, period, starts_at, variation, evaluations)
  SELECT f.id, e.id, 'HOUR', date_trunc('hour', now() - interval '1 day'), 'on', 12
  FROM flags f JOIN environments e ON e.project_id = f.project_id;
INSERT INTO flag_last_evaluations (flag_id, environment_id, evaluated_at)
  SELECT f.id, e.id, now() - interval '1 day' FROM flags f JOIN environments e ON e.project_id = f.project_id;
INSERT INTO usage_batches (environment_id, batch_id, received_at)
  SELECT e.id, gen_random_uuid(), now() - interval '1 hour' FROM environments e;
UPDATE experiments SET counting = 'AUTOMATIC' WHERE state = 'RUNNING';
INSERT INTO experiment_units (experiment_id, unit, variation, exposed_at)
  SELECT id, '\x0123456789abcdef0123456789abcdef', 'on', now() - interval '1 hour' FROM experiments WHERE state = 'RUNNING';
INSERT INTO experiment_units (experiment_id, unit, last_event_at)
  SELECT id, '\xfedcba9876543210fedcba9876543210', now() - interval '1 hour' FROM experiments WHERE state = 'RUNNING';
