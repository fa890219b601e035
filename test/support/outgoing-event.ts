import type { IntegrationData, OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';

/** The event of the documented example: new-checkout is switched on in production. */
export function outgoingEvent(change: Partial<OutgoingEvent> = {}): OutgoingEvent {
  return {
    id: 'evt_01h455vb4pex5vsknk084sn02q',
    sequence: 42,
    type: 'FLAG_UPDATED',
    wireName: 'flag.updated',
    occurredAt: new Date('2026-03-04T12:00:00Z'),
    test: false,
    project: { id: 'proj_01h455vb4pex5vsknk084sn02q', key: 'shop', name: 'Shop' },
    environment: { id: 'env_01h455vb4pex5vsknk084sn02q', key: 'production', name: 'Production' },
    actor: { id: 'user_01h455vb4pex5vsknk084sn02q', email: 'dev@example.com', name: 'Dev' },
    comment: null,
    flag: { id: 'flag_01h455vb4pex5vsknk084sn02q', key: 'new-checkout', name: 'New checkout' },
    url: 'https://flags.example.com/projects/shop/flags/new-checkout',
    changes: [
      { __typename: 'FlagEnabledChanged', summary: 'Switched on in Production.', before: false, after: true },
    ],
    fields: { enabled: { old: false, new: true } },
    codeLikeBefore: 'OFF: "control"',
    codeLikeAfter: '"treatment"',
    jiraIssues: [],
    integration: null,
    changeRequest: null,
    experiment: null,
    ...change,
  };
}

/** The event that says that an integration was disabled because its receiver is gone. */
export function integrationDisabled(change: Partial<IntegrationData> = {}): OutgoingEvent {
  const integration: IntegrationData = {
    id: 'intg_01h455vb4pex5vsknk084sn02q',
    name: 'Our endpoint',
    provider: 'WEBHOOK',
    providerLabel: 'Webhook',
    reason: 'The receiver answered 410 Gone: it wants no more deliveries.',
    ...change,
  };
  return outgoingEvent({
    type: 'INTEGRATION_DISABLED',
    wireName: 'integration.disabled',
    environment: null,
    actor: { id: integration.id, email: null, name: integration.name },
    flag: null,
    url: `https://flags.example.com/projects/shop/integrations/${integration.id}`,
    changes: [],
    fields: {},
    codeLikeBefore: null,
    codeLikeAfter: null,
    integration,
  });
}
