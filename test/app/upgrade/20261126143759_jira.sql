-- A flag that is linked to an issue, and what Jira told an integration, in every state but the one with work to do.
UPDATE flags SET jira_issues = '{WEB-1}';
INSERT INTO jira_webhooks (id, integration_id, identifier, body_hash, issue_key, status_id, status_name, moved_by, occurred_at,
  received_at, outcome, detail)
SELECT 'jwh_01h455vb4pex5vsknk0840000' || n, 'intg_01h455vb4pex5vsknk08400001', 'id-' || n, 'hash-' || n, 'WEB-1', '3', 'Done',
  'Ada', now(), now(), outcome::"JiraWebhookOutcome", 'Because.'
FROM (VALUES (1, 'APPLIED'), (2, 'UNCHANGED'), (3, 'IGNORED'), (4, 'REFUSED')) AS outcomes (n, outcome);
