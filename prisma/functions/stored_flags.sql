-- The flags with these ids, all of one project, with what their changes depend on; see StoredFlag in
-- src/flags/writing/stored-flag.ts. Flags beyond `max_bytes`, in the order of `flag_keys` and but for the first, are left
-- out: their keys are in `later`.
--
-- The result is JSON, so that a new version can add to it: the result of a function cannot change.
--
-- Volatile, so that it sees what was committed while its caller waited for a lock. Plans are made once, and do not scan; see
-- schedule_job.
CREATE OR REPLACE FUNCTION stored_flags(project text, ids text[], flag_keys text[], max_bytes bigint)
RETURNS json LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
BEGIN
  RETURN (
    WITH sized AS (
      SELECT f.*, row_number() OVER as_asked AS number,
        sum(octet_length(f.variations::text) + octet_length(f.targeting::text)) OVER as_asked AS bytes
      FROM flags f WHERE f.id = ANY (ids) WINDOW as_asked AS (ORDER BY array_position(flag_keys, f.key))
    )
    SELECT json_build_object(
      'projectId', project,
      'jiraProjects', ARRAY(SELECT j.jira_project FROM jira_projects j WHERE j.project_id = project),
      'environments', (
        SELECT coalesce(json_agg(environment_json(n) ORDER BY n.position NULLS LAST, n.created_at, n.id), '[]')
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
