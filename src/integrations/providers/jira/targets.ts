/** The targets of an event in Jira. Each gets its own delivery, with its own log and retries. */

import { groupOf } from '../../../events/event-type.ts';
import type { FlagLifecycle } from '../../../flags/flag.ts';
import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import { environmentTypeOf } from './mapping.ts';
import { handlesIssue, type JiraSettings } from './settings.ts';

export type IssueWork = 'link' | 'comment' | 'transition';
export type Target = { work: IssueWork; issueKey: string } | { work: 'panel' } | { work: 'check' };

/** Parses a target: `link:WEB-1`, `panel`, or the empty one of test events. */
export function parseTarget(target: string): Target {
  if (target === '') return { work: 'check' };
  if (target === 'panel') return { work: 'panel' };
  const [, work, issueKey = ''] = /^(link|comment|transition):(.+)$/.exec(target) ?? [];
  if (work === undefined) throw new Error(`"${target}" is not a target of Jira`);
  return { work: work as IssueWork, issueKey };
}

/**
 * The targets of an event about a flag with linked Jira issues; other events have none. Changes by the integration itself
 * cause no transition, because they came from Jira.
 */
export function jiraTargets(settings: JiraSettings, event: OutgoingEvent, integrationId: string): string[] {
  if (event.test) return [''];
  if (groupOf(event.type) !== 'flag') return [];
  const isDeleted = event.type === 'FLAG_DELETED';
  const linked = event.jiraIssues.filter((key) => handlesIssue(settings, key));
  const unlinked = unlinkedBy(event).filter((key) => handlesIssue(settings, key));
  const hasIssues = linked.length + unlinked.length > 0;
  const isOwn = event.actor.id === integrationId;
  const moves = !isOwn && statusFor(settings, event) !== null && !isDeleted;
  return [
    // The same target for adding and removing the link, so that neither overtakes the other.
    ...new Set([...linked, ...unlinked].map((key) => `link:${key}`)),
    ...(isCommented(settings, event) ? linked.map((key) => `comment:${key}`) : []),
    ...(moves ? linked.map((key) => `transition:${key}`) : []),
    ...(settings.clientId && hasIssues ? ['panel'] : []),
  ];
}

/** The new lifecycle of the flag; null when the event did not change it. */
export function newLifecycleOf({ changes }: OutgoingEvent): FlagLifecycle | null {
  const change = changes.find(({ __typename }) => __typename === 'FlagLifecycleChanged');
  return (change?.['lifecycleAfter'] as FlagLifecycle | undefined) ?? null;
}

/** The name of the status that Jira issues are moved to after an event; null when they are not moved. */
export function statusFor({ transitions }: JiraSettings, event: OutgoingEvent): string | null {
  const lifecycle = newLifecycleOf(event);
  return transitions.find((transition) => transition.lifecycle === lifecycle)?.status ?? null;
}

function isCommented({ comments, environmentTypes }: JiraSettings, event: OutgoingEvent): boolean {
  // A new link is visible on the Jira issue itself and of no interest on the other ones.
  if (comments === 'OFF' || (event.changes.length > 0 && event.changes.every(isAboutLinks))) return false;
  if (comments === 'ALL' || event.environment === null) return true;
  return environmentTypeOf(environmentTypes, event.environment.key) === 'PRODUCTION';
}

function isAboutLinks({ __typename }: OutgoingEvent['changes'][number]): boolean {
  return __typename === 'FlagIssueLinked' || __typename === 'FlagIssueUnlinked';
}

function unlinkedBy({ changes }: OutgoingEvent): string[] {
  return changes.flatMap(({ __typename, issueKey }) =>
    __typename === 'FlagIssueUnlinked' && typeof issueKey === 'string' ? [issueKey] : [],
  );
}
