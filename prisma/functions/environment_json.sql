-- An environment as src/events/logged-event.ts reads it.
CREATE OR REPLACE FUNCTION environment_json(n environments) RETURNS json LANGUAGE sql STABLE AS $$
  SELECT json_build_object('id', n.id, 'projectId', n.project_id, 'key', n.key, 'name', n.name,
    'requiresApproval', n.requires_approval, 'minimumApprovals', n.minimum_approvals, 'confirmChanges', n.confirm_changes,
    'position', n.position, 'createdAt', n.created_at)
$$;
