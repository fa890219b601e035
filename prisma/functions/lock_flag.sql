-- Locks a flag and returns it with its environments, or NULL. These are separate statements: one that waited for the lock
-- would read the environments as they were before it waited, and miss that one of them asks for approvals by now.
--
-- The advisory lock of the project's approval rules is shared by the changes of its flags. updateEnvironment takes it alone,
-- so that after its answer no flag is changed by the rules from before.
--
-- The result is JSON, so that a new version can add to it: the result of a function cannot change.
CREATE OR REPLACE FUNCTION lock_flag(project_key text, flag_key text) RETURNS json LANGUAGE plpgsql AS $$
DECLARE
  locked record;
BEGIN
  SELECT f.id, f.project_id INTO locked FROM flags f
    WHERE f.project_id = (SELECT p.id FROM projects p WHERE p.key = $1) AND f.key = $2
    FOR UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('approval rules of ' || locked.project_id, 0));
  RETURN (
    SELECT json_build_object('id', f.id, 'projectId', f.project_id, 'version', f.version, 'key', f.key, 'name', f.name,
      'description', f.description, 'kind', f.kind, 'variations', f.variations, 'tags', f.tags, 'owner', f.owner,
      'lifecycle', f.lifecycle, 'jiraIssues', f.jira_issues, 'targeting', f.targeting,
      'jiraProjects', ARRAY(SELECT j.jira_project FROM jira_projects j WHERE j.project_id = f.project_id),
      'environments', (SELECT coalesce(json_agg(json_build_object('id', n.id, 'key', n.key, 'name', n.name,
          'requiresApproval', n.requires_approval, 'minimumApprovals', n.minimum_approvals) ORDER BY n.created_at, n.id), '[]')
        FROM environments n WHERE n.project_id = f.project_id))
    FROM flags f WHERE f.id = locked.id);
END
$$;
