/** Events for the contract tests of providers: one for each FlagChange member, one for each type, and hostile ones. */

import { eventTypes } from '#src/events/event-type.ts';
import type { FlagState } from '#src/flags/changes/change.ts';
import { changedFields } from '#src/flags/changes/changed-fields.ts';
import { diffFlag } from '#src/flags/changes/diff-flag.ts';
import { renderCodeLike } from '#src/flags/code-like/code-like.ts';
import type { FlagSnapshot, JsonValue, Rule, Targeting } from '#src/flags/flag.ts';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import { approvalEvent, isApprovalType } from '#test/support/approval-events.ts';
import { experimentEvents, hostileExperiments } from '#test/support/experiment-events.ts';
import { integrationDisabled, outgoingEvent } from '#test/support/outgoing-event.ts';

export const hostileText =
  '<!channel> <@U123> @everyone *b* _i_ ~s~ `c` ```\n"q" \'q\' %%% {{x}} $(x) 🚩👩‍👩‍👧 مرحبا \u202e\u200b';

const flag: FlagSnapshot = {
  key: 'new-checkout',
  name: 'New checkout',
  description: null,
  kind: 'STRING',
  owner: null,
  variations: ['control', 'treatment'].map((key) => ({ key, name: key, description: null, value: key })),
  tags: ['web'],
  lifecycle: 'ACTIVE',
  jiraIssues: ['WEB-1'],
};
const targeting: Targeting = {
  enabled: true,
  fallthrough: { variation: 'control' },
  offVariation: 'control',
  rules: [rule('a', 'FR'), rule('b', 'DE')],
};
const base: FlagState = { flag, targeting };

/** One event for each member of the FlagChange union, by its name; each holds that change alone. */
export const eventsByChange: Record<string, OutgoingEvent> = {
  FlagCreated: eventOf(null, { flag, targeting: null }, { type: 'FLAG_CREATED', wireName: 'flag.created' }),
  FlagDeleted: eventOf({ flag, targeting: null }, null, { type: 'FLAG_DELETED', wireName: 'flag.deleted' }),
  FlagLifecycleChanged: flagEvent(
    { lifecycle: 'ARCHIVED' },
    { type: 'FLAG_ARCHIVED', wireName: 'flag.archived' },
  ),
  FlagEnabledChanged: targetingEvent({ enabled: false }),
  FlagConditionCreated: targetingEvent({ rules: [...targeting.rules, rule('c', 'IT')] }),
  FlagConditionChanged: targetingEvent({ rules: [rule('a', 'US'), rule('b', 'DE')] }),
  FlagConditionDeleted: targetingEvent({ rules: [rule('a', 'FR')] }),
  FlagConditionsReordered: targetingEvent({ rules: [...targeting.rules].reverse() }),
  FlagFallthroughChanged: targetingEvent({
    fallthrough: {
      rollout: {
        bucketBy: 'userId',
        weights: [
          { variation: 'control', weight: 75 },
          { variation: 'treatment', weight: 25 },
        ],
      },
    },
  }),
  FlagOffVariationChanged: targetingEvent({ offVariation: 'treatment' }),
  FlagVariationCreated: flagEvent({ variations: [...flag.variations, variation('blue', 'blue')] }),
  FlagVariationChanged: flagEvent({
    variations: [variation('control', 'old'), variation('treatment', 'treatment')],
  }),
  FlagVariationDeleted: flagEvent({ variations: flag.variations.slice(0, 1) }),
  FlagVariationsReordered: flagEvent({ variations: [...flag.variations].reverse() }),
  FlagNameChanged: flagEvent({ name: 'Newer checkout' }),
  FlagDescriptionChanged: flagEvent({ description: 'The checkout of 2026.' }),
  FlagTagsChanged: flagEvent({ tags: ['web', 'shop'] }),
  FlagOwnerChanged: flagEvent({ owner: 'team-web' }),
  FlagIssueLinked: flagEvent({ jiraIssues: ['WEB-1', 'WEB-2'] }),
  FlagIssueUnlinked: flagEvent({ jiraIssues: [] }),
};

/** One event for each type: with what every event has where nothing more is known of it. */
export const eventsByType: Record<string, OutgoingEvent> = Object.fromEntries(
  eventTypes.map(({ name, wireName }) => {
    const known = Object.values(eventsByChange).find(({ type }) => type === name);
    const bare = { changes: [], fields: {}, codeLikeBefore: null, codeLikeAfter: null };
    const approval = isApprovalType(name) ? approvalEvent(name) : null;
    const disabled = name === 'INTEGRATION_DISABLED' ? integrationDisabled() : null;
    const other = disabled ?? approval ?? experimentEvents[name];
    return [name, known ?? other ?? outgoingEvent({ type: name, wireName, ...bare })];
  }),
);

/** Events that try limits and markup. */
export const hostileEvents: Record<string, OutgoingEvent> = {
  'names of 300 characters': named('n'.repeat(300)),
  'names of 300 emoji': named('🚩'.repeat(150)),
  'names full of markup': named(hostileText),
  'names of hidden characters': named('\u200b'.repeat(300)),
  'a comment of 2,000 characters': {
    ...targetingEvent({ enabled: false }),
    comment: hostileText.repeat(30).slice(0, 2_000),
  },
  '60 rules': targetingEvent({
    rules: Array.from({ length: 60 }, (_, index) => rule(`r${index}`, `country-${index}`)),
  }),
  'a rule with 2,000 values': targetingEvent({
    rules: [rule('a', ...Array.from({ length: 2_000 }, (_, index) => `value-${index} ${hostileText}`))],
  }),
  'JSON values of 100 KB': flagEvent({
    kind: 'JSON',
    variations: [variation('control', { big: '🚩"'.repeat(17_000) }), variation('treatment', [])],
  }),
  'JSON values that are deep and wide': flagEvent({
    kind: 'JSON',
    variations: [variation('control', nested(30)), variation('treatment', wide(500))],
  }),
  'everything at once': eventOf(
    base,
    {
      flag: {
        ...flag,
        name: hostileText,
        owner: hostileText,
        tags: [hostileText],
        description: hostileText.repeat(20),
      },
      targeting: {
        ...targeting,
        enabled: false,
        rules: Array.from({ length: 60 }, (_, i) => rule(`r${i}`, hostileText)),
      },
    },
    { comment: hostileText.repeat(20) },
  ),
  'a change request with a title of 200 emoji and ten approvals': approvalEvent('APPROVAL_REQUESTED', {
    title: '🚩'.repeat(200),
    comment: hostileText,
    reason: hostileText.repeat(30),
    minimumApprovals: 10,
    approvals: Array.from({ length: 9 }, (_, index) => ({
      approver: { id: `user_${index}`, email: null, name: hostileText },
      comment: hostileText.repeat(20),
      approvedAt: '2026-03-04T12:00:00.000Z',
    })),
  }),
  'a change request with a title full of markup': approvalEvent('APPROVAL_CANCELLED', { title: hostileText }),
  'a change request with a title of hidden characters': approvalEvent('APPROVAL_APPLIED', {
    title: '\u200b'.repeat(200),
    bypass: true,
    approvals: [],
  }),
  ...hostileExperiments(hostileText),
  'an integration with a name of 200 emoji': integrationDisabled({ name: '🚩'.repeat(100) }),
  'an integration with a name and a reason full of markup': integrationDisabled({
    name: hostileText,
    reason: hostileText.repeat(20),
  }),
  'an integration with a name of hidden characters': integrationDisabled({ name: '\u200b'.repeat(200) }),
  'an integration with a reason of 20 KB': integrationDisabled({
    reason: 'A "long" reason. 🚩'.repeat(1_000),
  }),
};

export const everyEvent: [name: string, event: OutgoingEvent][] = Object.entries({
  ...eventsByChange,
  ...eventsByType,
  ...hostileEvents,
  'a test event': { ...targetingEvent({ enabled: false }), test: true, sequence: 0 },
  'a change by a service': {
    ...targetingEvent({ enabled: false }),
    actor: { id: 'tok_1', email: null, name: 'CI' },
  },
});

/** What a change from one state to another says; every other field is that of `outgoingEvent`. */
export function eventOf(
  before: FlagState | null,
  after: FlagState | null,
  change: Partial<OutgoingEvent> = {},
): OutgoingEvent {
  const inEnvironment = Boolean(before?.targeting ?? after?.targeting);
  const { name } = (after ?? before ?? base).flag;
  return outgoingEvent({
    ...(inEnvironment ? {} : { environment: null }),
    flag: { id: 'flag_01h455vb4pex5vsknk084sn02q', key: flag.key, name },
    changes: diffFlag(before, after, inEnvironment ? 'Production' : null),
    fields: changedFields(before, after),
    codeLikeBefore: before?.targeting ? renderCodeLike(before.targeting) : null,
    codeLikeAfter: after?.targeting ? renderCodeLike(after.targeting) : null,
    jiraIssues: (after ?? before ?? base).flag.jiraIssues,
    ...change,
  });
}

function flagEvent(change: Partial<FlagSnapshot>, rest: Partial<OutgoingEvent> = {}): OutgoingEvent {
  return eventOf({ flag, targeting: null }, { flag: { ...flag, ...change }, targeting: null }, rest);
}

function targetingEvent(change: Partial<Targeting>): OutgoingEvent {
  return eventOf(base, { flag, targeting: { ...targeting, ...change } });
}

function named(name: string): OutgoingEvent {
  const key = name.slice(0, 300);
  return {
    ...eventOf({ flag, targeting: null }, { flag: { ...flag, name }, targeting: null }),
    project: { id: 'proj_1', key, name },
    environment: { id: 'env_1', key, name },
    actor: { id: 'user_1', email: `${key}@example.com`, name },
    flag: { id: 'flag_1', key, name },
    comment: name,
  };
}

function rule(id: string, ...values: string[]): Rule {
  const clause = { attribute: 'country', operator: 'IN' as const, values, negate: false };
  return { id, description: null, clauses: [clause], serve: { variation: 'treatment' } };
}

function variation(key: string, value: JsonValue) {
  return { key, name: key, description: null, value };
}

function nested(levels: number): JsonValue {
  return levels === 0 ? 'bottom' : { below: nested(levels - 1) };
}

function wide(count: number): JsonValue {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, index]));
}
