import { describe, expect, it, test } from 'vitest';
import { eventTypes, groupOf } from '#src/events/event-type.ts';
import { type DeliverableEvent, toDeliveredEvent } from '#src/integrations/delivered-event.ts';

const stored: Omit<DeliverableEvent, 'type'> = {
  id: 'evt_1',
  sequence: 7,
  occurredAt: new Date('2026-03-04T12:00:00Z'),
  project: { id: 'proj_1', key: 'shop', name: 'Shop' },
  environment: null,
  flagId: null,
  flagKey: null,
  actor: { id: 'user_1', email: null, name: 'Ada' },
  comment: null,
  payload: {},
};
const withoutFlag = {
  ...{ flag: null, url: null, changes: [], fields: {}, codeLikeBefore: null, codeLikeAfter: null },
  ...{ integration: null, changeRequest: null },
};
const read = (event: Partial<DeliverableEvent> & Pick<DeliverableEvent, 'type'>) =>
  toDeliveredEvent({ ...stored, ...event }, 'https://flags.example.com');

const notAboutAFlag = eventTypes.filter(({ name }) => groupOf(name) === 'experiment');

describe.each(notAboutAFlag)('an event of the type $name', ({ name, wireName }) => {
  it('is complete without a flag: nothing changed, and the rest is null', () => {
    expect(read({ type: name })).toMatchObject({ type: name, wireName, ...withoutFlag });
  });

  it('names the flag that it is about', () => {
    const event = read({ type: name, flagId: 'flag_1', flagKey: 'dark-mode' });
    expect(event).toMatchObject({
      ...withoutFlag,
      flag: { id: 'flag_1', key: 'dark-mode', name: 'dark-mode' },
      url: 'https://flags.example.com/projects/shop/flags/dark-mode',
    });
  });
});

test('an event about a change request says what it would change, and leads to its page', () => {
  const changeRequest = { id: 'cr_1', title: 'Start the sale', state: 'PENDING' };
  const fields = { enabled: { old: false, new: true } };
  const change = { changes: [], fields, codeLikeBefore: 'OFF: "off"', codeLikeAfter: 'SERVE "on"' };
  const payload = { flagName: 'Dark mode', ...change, changeRequest };
  expect(read({ type: 'APPROVAL_REQUESTED', flagId: 'flag_1', flagKey: 'dark-mode', payload })).toMatchObject(
    {
      ...{ ...change, changeRequest, integration: null },
      flag: { id: 'flag_1', key: 'dark-mode', name: 'Dark mode' },
      url: 'https://flags.example.com/projects/shop/changes/cr_1',
    },
  );
});

describe('an event about an integration', () => {
  const payload = {
    integrationId: 'intg_1',
    integrationName: 'Marks',
    provider: 'newRelic',
    reason: 'Gone.',
  };

  it('says which one it was, as the API and as people call its kind, and why', () => {
    expect(read({ type: 'INTEGRATION_DISABLED', payload })).toMatchObject({
      ...withoutFlag,
      url: 'https://flags.example.com/projects/shop/integrations/intg_1',
      integration: {
        ...{ id: 'intg_1', name: 'Marks', reason: 'Gone.' },
        ...{ provider: 'NEW_RELIC', providerLabel: 'New Relic' },
      },
    });
  });

  it('can be told although this version does not know its kind', () => {
    const event = read({ type: 'INTEGRATION_DISABLED', payload: { ...payload, provider: 'pagers' } });
    expect(event.integration).toMatchObject({ provider: 'PAGERS', providerLabel: 'pagers' });
  });
});
