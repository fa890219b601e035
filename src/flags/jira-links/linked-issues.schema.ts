/** The mutations that link flags to Jira issues. */

import { mayChangeFlags } from '../../access/permissions.ts';
import { builder } from '../../graphql/builder.ts';
import { commandField } from '../../graphql/command-field.ts';
import { flagPayload } from '../flag-commands.schema.ts';
import { linkJiraIssue, unlinkJiraIssue } from './link-issue.ts';
import { MAX_ISSUES } from './linked-issues.ts';

const fields = {
  projectKey: 'The key of the project.',
  flagKey: 'The key of the flag.',
  issueKey: 'The key of the issue in any case, such as WEB-123: `^[A-Z][A-Z0-9_]{1,49}-[1-9][0-9]{0,9}$`',
  comment: 'Why, for people: stored with the event, at most 2,000 characters.',
};

const issueInput = (name: string, description: string) =>
  builder.inputType(name, {
    description,
    fields: (t) => ({
      projectKey: t.string({ required: true, description: fields.projectKey }),
      flagKey: t.string({ required: true, description: fields.flagKey }),
      issueKey: t.string({ required: true, description: fields.issueKey }),
      comment: t.string({ description: fields.comment }),
    }),
  });

commandField('linkJiraIssue', {
  may: mayChangeFlags,
  about: ({ projectKey }) => ({ projectKey }),
  description: `Links a flag to a Jira issue, at most ${MAX_ISSUES} per flag. Links can come before an integration with Jira: one that handles the issue's project tells the issue of the flag's changes from then on. Issues that are named in the comment of any change are linked by themselves.`,
  input: issueInput('LinkJiraIssueInput', 'Which flag to link to which issue.'),
  payload: flagPayload('LinkJiraIssuePayload'),
  run: linkJiraIssue,
});

commandField('unlinkJiraIssue', {
  may: mayChangeFlags,
  about: ({ projectKey }) => ({ projectKey }),
  description: "Takes a flag's link to a Jira issue away.",
  input: issueInput('UnlinkJiraIssueInput', 'Which flag to unlink from which issue.'),
  payload: flagPayload('UnlinkJiraIssuePayload'),
  run: unlinkJiraIssue,
});
