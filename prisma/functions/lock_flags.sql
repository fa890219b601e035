-- Locks flags of one project until the end of the transaction and returns them with what their changes depend on, or NULL
-- if there is no such project. With `wait` it waits for whoever holds one of them; without, it leaves that one out. Flags
-- beyond `max_bytes`, in the order of `flag_keys` and but for the first, are locked and not returned: their keys are in `later`.
--
-- Everybody who locks several flags does it here, in the order of their ids, so that nobody waits in a circle.
--
-- These are separate statements: one that waited for a lock would read the environments as they were before it waited, and
-- miss that one of them asks for approvals by now. The advisory lock of the project's approval rules is shared by the
-- changes of its flags. updateEnvironment takes it alone, so that after its answer no flag is changed by the rules from
-- before.
--
-- The result is JSON, so that a new version can add to it: the result of a function cannot change.
--
-- Plans are made once, and do not scan; see schedule_job.
CREATE OR REPLACE FUNCTION lock_flags(project_key text, flag_keys text[], wait boolean, max_bytes bigint)
RETURNS json LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  project text;
  locked text[];
BEGIN
  SELECT p.id INTO project FROM projects p WHERE p.key = project_key;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  IF wait THEN
    locked := ARRAY(SELECT f.id FROM flags f WHERE f.project_id = project AND f.key = ANY (flag_keys)
      ORDER BY f.id FOR UPDATE);
  ELSE
    locked := ARRAY(SELECT f.id FROM flags f WHERE f.project_id = project AND f.key = ANY (flag_keys)
      ORDER BY f.id FOR UPDATE SKIP LOCKED);
  END IF;
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('approval rules of ' || project, 0));
  RETURN (
    WITH sized AS (
      SELECT f.*, row_number() OVER as_asked AS number,
        sum(octet_length(f.variations::text) + octet_length(f.targeting::text)) OVER as_asked AS bytes
      FROM flags f WHERE f.id = ANY (locked) WINDOW as_asked AS (ORDER BY array_position(flag_keys, f.key))
    )
    SELECT json_build_object(
      'projectId', project,
      'jiraProjects', ARRAY(SELECT j.jira_project FROM jira_projects j WHERE j.project_id = project),
      'environments', (
        SELECT coalesce(json_agg(environment_json(n) ORDER BY n.created_at, n.id), '[]')
        FROM environments n WHERE n.project_id = project
      ),
      'later', coalesce(json_agg(s.key) FILTER (WHERE s.number > 1 AND s.bytes > max_bytes), '[]'),
      'flags', coalesce(json_agg(json_build_object('id', s.id, 'version', s.version, 'createdAt', s.created_at,
        'updatedAt', s.updated_at, 'targeting', s.targeting,
        'snapshot', json_build_object('key', s.key, 'name', s.name, 'description', s.description, 'kind', s.kind,
          'variations', s.variations, 'tags', s.tags, 'owner', s.owner, 'lifecycle', s.lifecycle,
          'jiraIssues', s.jira_issues)))
        FILTER (WHERE s.number = 1 OR s.bytes <= max_bytes), '[]')
    )
    FROM sized s
  );
END
$$;
