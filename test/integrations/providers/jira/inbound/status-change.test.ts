import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ISSUE_KEY } from '#src/flags/jira-links/issue-key.ts';
import { readStatusChange } from '#src/integrations/providers/jira/inbound/status-change.ts';

const moved = { field: 'status', fieldtype: 'jira', fieldId: 'status', to: '10001', toString: 'Done' };
const body = (items: unknown[], change: object = {}) => ({
  timestamp: 1795322287000,
  webhookEvent: 'jira:issue_updated',
  user: { displayName: 'Ada Example' },
  issue: { id: '10001', key: 'WEB-123' },
  changelog: { items },
  ...change,
});
const told = {
  issueKey: 'WEB-123',
  statusId: '10001',
  statusName: 'Done',
  movedBy: 'Ada Example',
  occurredAt: new Date(1795322287000),
};

describe('readStatusChange', () => {
  test.each<[name: string, sent: unknown, understood: object | null]>([
    ['a change of status alone', body([moved]), told],
    [
      'a change of status among others',
      body([{ field: 'assignee', to: null }, moved, { field: 'rank' }]),
      told,
    ],
    [
      'several changes of status: the last one',
      body([{ ...moved, to: '3', toString: 'In Review' }, moved]),
      told,
    ],
    ['a change without a user', body([moved], { user: null }), { ...told, movedBy: null }],
    [
      'a change by a user without a name',
      body([moved], { user: { accountId: '1' } }),
      { ...told, movedBy: null },
    ],
    ['a key in lower case', body([moved], { issue: { key: 'web-123' } }), told],
    ['a new status without a name', body([{ field: 'status', to: '7' }]), { statusId: '7', statusName: '' }],
    ['a new status without an id', body([{ ...moved, to: null }]), { statusId: '', statusName: 'Done' }],
    ['a custom field with the same name', body([{ ...moved, fieldtype: 'custom' }]), null],
    ['no changes at all', body([]), null],
  ])('%s', (_name, sent, understood) => {
    const change = readStatusChange(sent);
    if (understood === null) expect(change).toBeNull();
    else expect(change).toMatchObject(understood);
  });
});

test('readStatusChange with any JSON: null or a change that Postgres can store', () => {
  const words = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.jsonValue());
  const item = fc.record({ field: fc.oneof(fc.constant('status'), words), to: words, toString: words });
  const sent = fc.record({
    webhookEvent: fc.oneof(fc.constant('jira:issue_updated'), fc.string()),
    timestamp: fc.oneof(fc.nat(), fc.double(), fc.jsonValue()),
    user: fc.oneof(fc.record({ displayName: words }), fc.jsonValue()),
    issue: fc.oneof(fc.record({ key: fc.oneof(fc.constant('WEB-1'), words) }), fc.jsonValue()),
    changelog: fc.oneof(fc.record({ items: fc.array(item) }), fc.jsonValue()),
  });
  fc.assert(
    fc.property(fc.oneof(sent, fc.jsonValue()), (value) => {
      const change = readStatusChange(value);
      if (!change) return;
      expect(change.issueKey).toMatch(ISSUE_KEY);
      for (const text of [change.statusId, change.statusName, change.movedBy ?? '']) {
        expect(text.length).toBeLessThanOrEqual(255);
        expect(text.isWellFormed() && !text.includes('\0')).toBe(true);
      }
      expect(change.occurredAt.getTime()).not.toBeNaN();
    }),
    { numRuns: 500 },
  );
});
