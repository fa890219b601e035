import { defineChange, field } from './change.ts';

export const flagIssueLinked = defineChange({
  name: 'FlagIssueLinked',
  description: 'The flag was linked to a Jira issue.',
  fields: { issueKey: field('String', 'The key of the issue, such as WEB-123.') },
  detect: (before, after) =>
    after.flag.jiraIssues
      .filter((issueKey) => !before.flag.jiraIssues.includes(issueKey))
      .map((issueKey) => ({ issueKey })),
  summarise: ({ issueKey }) => `Linked the flag to the Jira issue ${issueKey}.`,
});
