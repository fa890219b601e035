-- As src/flags/writing/listed.ts does from now on.
UPDATE "flags" SET "listed_version" = "version",
  "enabled_in" = ARRAY(SELECT t.key FROM json_each("targeting") t WHERE t.value ->> 'enabled' = 'true'),
  "attributes" = ARRAY(
    SELECT DISTINCT a #>> '{}'
    FROM unnest(ARRAY['$.*.rules[*].clauses[*].attribute', '$.*.rules[*].serve.rollout.bucketBy',
        '$.*.fallthrough.rollout.bucketBy']::jsonpath[]) p, jsonb_path_query("targeting"::jsonb, p) a);
