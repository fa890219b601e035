import { defineChange, field } from './change.ts';

export const flagIssueUnlinked = defineChange({
  name: 'FlagIssueUnlinked',
  description: 'The flag is no longer linked to a Jira issue.',
  fields: { issueKey: field('String', 'The key of the issue, such as WEB-123.') },
  detect: (before, after) =>
    before.flag.jiraIssues
      .filter((issueKey) => !after.flag.jiraIssues.includes(issueKey))
      .map((issueKey) => ({ issueKey })),
  summarise: ({ issueKey }) => `Unlinked the flag from the Jira issue ${issueKey}.`,
});
