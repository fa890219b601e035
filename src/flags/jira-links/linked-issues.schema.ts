/** The mutations that link flags to Jira issues. */

import { mayChangeFlags } from '../../access/permissions.ts';
import { builder } from '../../graphql/builder.ts';
import { commandField } from '../../graphql/command-field.ts';
import { MAX_COMMENT_LENGTH, shown } from '../../platform/input/limits.ts';
import { flagPayload } from '../flag-commands.schema.ts';
import { linkJiraIssue, unlinkJiraIssue } from './link-issue.ts';
import { MAX_ISSUES } from './linked-issues.ts';

const fields = {
  projectKey: 'The key of the project.',
  flagKey: 'The key of the flag.',
  issueKey: 'The key of the issue in any case, such as WEB-123: `^[A-Z][A-Z0-9_]{1,49}-[1-9][0-9]{0,9}$`',
  comment: `Reason, at most ${shown(MAX_COMMENT_LENGTH)} characters. Stored with the event.`,
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
  description: `Links a flag to a Jira issue, at most ${MAX_ISSUES} per flag. Links can come before an integration with Jira: one that handles the project of the issue reports later changes of the flag to it. Issues named in the comment of any change are linked automatically.`,
  input: issueInput('LinkJiraIssueInput', 'Flag and issue to link.'),
  payload: flagPayload('LinkJiraIssuePayload'),
  run: linkJiraIssue,
});

commandField('unlinkJiraIssue', {
  may: mayChangeFlags,
  about: ({ projectKey }) => ({ projectKey }),
  description: 'Removes the link of a flag to a Jira issue.',
  input: issueInput('UnlinkJiraIssueInput', 'Flag and issue to unlink.'),
  payload: flagPayload('UnlinkJiraIssuePayload'),
  run: unlinkJiraIssue,
});
