/** Linking a flag to Jira issues, and taking a link away. */

import { z } from 'zod';
import type { Actor } from '../../access/viewer.ts';
import type { App } from '../../platform/app.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import { comment, parseInput, reference } from '../../platform/input/input.ts';
import { changeFlag } from '../change-flag.ts';
import type { FlagCommandResult } from '../writing/together.ts';
import { issueKey } from './issue-key.ts';
import { MAX_ISSUES } from './linked-issues.ts';

const issueCommand = z.object({ projectKey: reference, flagKey: reference, issueKey, comment });

/** Links a flag to an issue; the event is null when it is already. Whether there is such an issue is not looked at. */
export async function linkJiraIssue(app: App, actor: Actor, input: unknown): Promise<FlagCommandResult> {
  const command = parseInput(issueCommand, input);
  return changeFlag(app, actor, command, ({ snapshot }) => {
    if (snapshot.jiraIssues.includes(command.issueKey)) return snapshot;
    if (snapshot.jiraIssues.length >= MAX_ISSUES) throw tooMany(snapshot.key);
    return { ...snapshot, jiraIssues: [...snapshot.jiraIssues, command.issueKey] };
  });
}

/** Takes the link to an issue away; the event is null when there is none. */
export async function unlinkJiraIssue(app: App, actor: Actor, input: unknown): Promise<FlagCommandResult> {
  const command = parseInput(issueCommand, input);
  return changeFlag(app, actor, command, ({ snapshot }) => ({
    ...snapshot,
    jiraIssues: snapshot.jiraIssues.filter((key) => key !== command.issueKey),
  }));
}

function tooMany(flagKey: string): InvalidInputError {
  const message = `"${flagKey}" is linked to ${MAX_ISSUES} issues, which is the most; unlink one with unlinkJiraIssue first`;
  return new InvalidInputError([{ path: 'issueKey', message }]);
}
