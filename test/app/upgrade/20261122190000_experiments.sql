-- Experiments in every state, with the totals that one of them was sent.
INSERT INTO experiments (id, project_id, environment_id, flag_id, flag_key, name, state, design, report_every_minutes,
  results, results_at, significant, conclusion, started_at, concluded_at)
SELECT 'exp_01h455vb4pex5vsknk0840000' || n, 'proj_01h455vb4pex5vsknk08400001', 'env_01h455vb4pex5vsknk08400002',
  'flag_01h455vb4pex5vsknk08400001', 'dark-mode', 'Experiment ' || n, state::"ExperimentState",
  '{"hypothesis":"Dark sells","control":"off","treatments":["on"],"metric":{"name":"Purchases","kind":"CONVERSION","higherIsBetter":true},"split":[{"variation":"off","weight":1},{"variation":"on","weight":1}],"alpha":0.05,"minimumSample":100}',
  60,
  CASE WHEN n > 1 THEN '{"asOf":"2026-11-22T12:00:00.000Z","variations":[{"variation":"off","count":10,"conversions":1,"value":0.1,"standardDeviation":null},{"variation":"on","count":10,"conversions":2,"value":0.2,"standardDeviation":null}],"treatments":[{"variation":"on","verdict":"NOT_ENOUGH_DATA","notEnoughData":{"reason":"TOO_FEW_EXPOSURES","explanation":"Too few."},"absoluteLift":null,"relativeLift":null,"pValue":null,"chanceToBeatControl":null}],"sampleRatio":null}'::json END,
  CASE WHEN n > 1 THEN now() END, '{}',
  CASE WHEN n = 3 THEN '{"winner":"on","comment":"It sells","applied":false,"notAppliedBecause":null}'::json END,
  CASE WHEN n > 1 THEN now() - interval '1 hour' END, CASE WHEN n = 3 THEN now() END
FROM (VALUES (1, 'DRAFT'), (2, 'RUNNING'), (3, 'CONCLUDED')) AS states (n, state);

INSERT INTO experiment_batches (experiment_id, batch_id, occurred_at, totals, results)
SELECT id, 'first', now(), '[{"variation":"off","count":10,"conversions":1,"mean":null,"standardDeviation":null},{"variation":"on","count":10,"conversions":2,"mean":null,"standardDeviation":null}]', results
FROM experiments WHERE state = 'RUNNING';
