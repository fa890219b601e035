import { describe, expect, it, test } from 'vitest';
import { type StoredEvent, toOutgoingEvent } from '#src/integrations/event/to-outgoing-event.ts';

const stored: Omit<StoredEvent, 'type' | 'payload'> = {
  id: 'evt_1',
  sequence: 7,
  occurredAt: new Date('2026-03-04T12:00:00Z'),
  project: { id: 'proj_1', key: 'shop', name: 'Shop' },
  environment: null,
  flagId: null,
  flagKey: null,
  actor: { id: 'user_1', email: null, name: 'Ada' },
  comment: null,
};
const withoutFlag = {
  flag: null,
  url: null,
  changes: [],
  fields: {},
  codeLikeBefore: null,
  codeLikeAfter: null,
  integration: null,
  changeRequest: null,
  experiment: null,
};
/** Of a payload only what a test is about. */
const read = ({
  payload = {},
  ...event
}: Omit<Partial<StoredEvent>, 'payload'> & Pick<StoredEvent, 'type'> & { payload?: object }) =>
  toOutgoingEvent(
    { ...stored, ...event, payload: payload as StoredEvent['payload'] },
    'https://flags.example.com',
  );

test('an outgoing event about a change request: has the proposed changes and the URL of its page', () => {
  const changeRequest = { id: 'cr_1', title: 'Start the sale', state: 'PENDING' };
  const fields = { enabled: { old: false, new: true } };
  const change = { changes: [], fields, codeLikeBefore: 'OFF: "off"', codeLikeAfter: 'SERVE "on"' };
  const payload = { flagName: 'Dark mode', ...change, changeRequest };
  expect(read({ type: 'APPROVAL_REQUESTED', flagId: 'flag_1', flagKey: 'dark-mode', payload })).toMatchObject(
    {
      ...change,
      changeRequest,
      integration: null,
      experiment: null,
      flag: { id: 'flag_1', key: 'dark-mode', name: 'Dark mode' },
      url: 'https://flags.example.com/projects/shop/changes/cr_1',
    },
  );
});

test('an outgoing event about an experiment: has the experiment and the URL of its page', () => {
  const experiment = { id: 'exp_1', name: 'Shorter checkout', state: 'RUNNING', results: null };
  const payload = { flagName: 'Dark mode', experiment };
  expect(read({ type: 'EXPERIMENT_STARTED', flagId: 'flag_1', flagKey: 'dark-mode', payload })).toMatchObject(
    {
      ...withoutFlag,
      experiment,
      flag: { id: 'flag_1', key: 'dark-mode', name: 'Dark mode' },
      url: 'https://flags.example.com/projects/shop/experiments/exp_1',
    },
  );
});

describe('an outgoing event about an integration', () => {
  const payload = {
    integrationId: 'intg_1',
    integrationName: 'Marks',
    provider: 'newRelic',
    reason: 'Gone.',
  };

  it('has its name, its provider as in the API and as display name, and the reason', () => {
    expect(read({ type: 'INTEGRATION_DISABLED', payload })).toMatchObject({
      ...withoutFlag,
      url: 'https://flags.example.com/projects/shop/integrations/intg_1',
      integration: {
        id: 'intg_1',
        name: 'Marks',
        reason: 'Gone.',
        provider: 'NEW_RELIC',
        providerLabel: 'New Relic',
      },
    });
  });

  it('with a provider that this version does not know: is created nevertheless', () => {
    const event = read({ type: 'INTEGRATION_DISABLED', payload: { ...payload, provider: 'pagers' } });
    expect(event.integration).toMatchObject({ provider: 'PAGERS', providerLabel: 'pagers' });
  });
});
