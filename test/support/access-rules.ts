/**
 * Who may use which root field of the schema: the least that it takes, and what it is asked with. A root field that is
 * not here fails test/accounts/matrix.test.ts, and so does one that is here and not in the schema.
 */

import type { Place } from '#test/support/access-world.ts';

/** A role in the project, every user, the owners of the instance, or anyone, without a token too. */
export type Least = 'anyone' | 'VIEWER' | 'EDITOR' | 'ADMIN' | 'user' | 'owner';

export interface AccessRule {
  least: Least;
  /** Whether client keys may as well, in their environment. */
  clientKeys?: true;
  /** Its arguments; of a mutation, its input. They are valid: whoever is refused could have changed something. */
  asks(place: Place): object;
  /**
   * What makes of it something that changes nothing, for those who are allowed: the gate comes before the input is looked
   * at. Without it the mutation is made, by each of them.
   */
  spoiled?: object;
}

const LONG = { comment: 'x'.repeat(2_001) };
const NAMELESS = { name: '' };
const flagOf = ({ projectKey, flagKey, environmentKey }: Place) => ({ projectKey, flagKey, environmentKey });
const read = (asks: AccessRule['asks']): AccessRule => ({ least: 'VIEWER', asks });

const queries: Record<string, AccessRule> = {
  instance: { least: 'anyone', clientKeys: true, asks: () => ({}) },
  viewer: { least: 'user', clientKeys: true, asks: () => ({}) },
  node: read(({ flagId }) => ({ id: flagId })),
  project: read(({ projectKey }) => ({ key: projectKey })),
  projects: { least: 'user', asks: () => ({}) },
  flag: read(({ projectKey, flagKey }) => ({ projectKey, key: flagKey })),
  evaluateFlags: {
    least: 'VIEWER',
    clientKeys: true,
    asks: ({ projectKey, environmentKey }) => ({ projectKey, environmentKey, context: {} }),
  },
  previewFlagChange: read((place) => ({ input: { ...flagOf(place), enabled: true } })),
  previewFlagUpdate: read(({ projectKey, flagKey }) => ({
    input: { projectKey, key: flagKey, name: 'New' },
  })),
  previewFlagsUpdate: read(({ projectKey, flagKey }) => ({
    input: { projectKey, flagKeys: [flagKey], change: { owner: { name: 'New' } } },
  })),
  previewFlagRestore: read((place) => ({ input: { ...flagOf(place), eventId: place.flagEventId } })),
  search: { least: 'user', asks: () => ({ text: 'flag' }) },
  integrationProviders: { least: 'user', asks: () => ({}) },
  operators: { least: 'user', asks: () => ({}) },
  users: { least: 'owner', asks: () => ({}) },
  auditLog: { least: 'owner', asks: () => ({}) },
};

const subscriptions: Record<string, AccessRule> = {
  events: read(({ projectKey }) => ({ projectKey, afterSequence: 0 })),
  flagChanged: {
    least: 'VIEWER',
    clientKeys: true,
    asks: ({ projectKey }) => ({ projectKey, afterSequence: 0 }),
  },
  deliveryUpdated: read(({ projectKey }) => ({ projectKey })),
  recoveryUpdated: read(({ recoveryId }) => ({ id: recoveryId })),
  recoveries: read(({ projectKey }) => ({ projectKey })),
  changeRequestCommented: read(({ changeRequestId }) => ({ changeRequestId })),
  integrationUpdated: read(({ projectKey }) => ({ projectKey })),
};

type MutationRule = [least: Least, asks: AccessRule['asks'], spoiled?: object];
const linkOf = ({ projectKey, flagKey }: Place) => ({ projectKey, flagKey });

const mutations: Record<string, MutationRule> = {
  createProject: ['owner', () => ({ key: 'new', name: 'New' }), NAMELESS],
  createEnvironment: ['ADMIN', ({ projectKey }) => ({ projectKey, key: 'new', name: 'New' }), NAMELESS],
  updateEnvironment: [
    'ADMIN',
    ({ projectKey, environmentKey }) => ({ projectKey, key: environmentKey, name: 'New' }),
    NAMELESS,
  ],

  updateProject: ['ADMIN', ({ projectKey }) => ({ key: projectKey, name: 'New' }), NAMELESS],
  deleteProject: ['owner', ({ projectKey }) => ({ key: projectKey, confirm: projectKey }), { confirm: 'no' }],
  moveEnvironment: [
    'ADMIN',
    ({ projectKey, environmentKey }) => ({ projectKey, key: environmentKey, position: 1 }),
    { position: 0 },
  ],
  deleteEnvironment: [
    'ADMIN',
    ({ projectKey, environmentKey }) => ({ projectKey, key: environmentKey, confirm: environmentKey }),
    { confirm: 'no' },
  ],
  setTargetingKey: [
    'ADMIN',
    ({ projectKey }) => ({ projectKey, targetingKey: 'userId' }),
    { targetingKey: '' },
  ],

  createFlag: [
    'EDITOR',
    ({ projectKey }) => ({ projectKey, key: 'new', kind: 'BOOLEAN' }),
    { key: 'No key' },
  ],
  updateFlag: ['EDITOR', ({ projectKey, flagKey }) => ({ projectKey, key: flagKey, name: 'New' }), LONG],
  updateFlagEnvironment: ['EDITOR', (place) => ({ ...flagOf(place), enabled: true }), LONG],
  setFlagEnabled: ['EDITOR', (place) => ({ ...flagOf(place), enabled: true }), LONG],
  updateFlags: [
    'EDITOR',
    ({ projectKey, flagKey }) => ({
      projectKey,
      flagKeys: [flagKey],
      change: { owner: { name: 'New' } },
    }),
    LONG,
  ],
  restoreFlag: ['EDITOR', (place) => ({ ...flagOf(place), eventId: place.flagEventId }), LONG],
  saveFlagView: ['VIEWER', ({ projectKey }) => ({ projectKey, name: 'Stale', search: '' }), NAMELESS],
  deleteFlagView: ['VIEWER', ({ projectKey }) => ({ projectKey, name: 'Stale' })],
  linkJiraIssue: ['EDITOR', (place) => ({ ...linkOf(place), issueKey: 'WEB-2' }), LONG],
  unlinkJiraIssue: ['EDITOR', (place) => ({ ...linkOf(place), issueKey: 'WEB-1' }), LONG],
  deleteFlag: ['EDITOR', ({ projectKey, flagKey }) => ({ projectKey, key: flagKey }), LONG],

  proposeFlagChange: ['EDITOR', (place) => ({ ...flagOf(place), enabled: true }), LONG],
  proposeFlagRestore: ['EDITOR', (place) => ({ ...flagOf(place), eventId: place.flagEventId }), LONG],
  updateChangeRequest: ['EDITOR', ({ changeRequestId }) => ({ changeRequestId, title: 'New' }), LONG],
  approveChangeRequest: ['EDITOR', ({ changeRequestId }) => ({ changeRequestId }), LONG],
  rejectChangeRequest: ['EDITOR', ({ changeRequestId }) => ({ changeRequestId, comment: 'No.' }), LONG],
  cancelChangeRequest: ['EDITOR', ({ changeRequestId }) => ({ changeRequestId }), LONG],
  commentOnChangeRequest: [
    'EDITOR',
    ({ changeRequestId }) => ({ changeRequestId, text: 'Why?' }),
    { text: '' },
  ],
  applyChangeRequest: ['EDITOR', ({ changeRequestId }) => ({ changeRequestId, comment: 'Now.' }), LONG],

  createExperiment: [
    'EDITOR',
    (place) => ({
      ...flagOf(place),
      name: 'New',
      hypothesis: 'It works.',
      control: 'off',
      treatments: ['on'],
      metric: { name: 'Purchases', kind: 'CONVERSION' },
    }),
    NAMELESS,
  ],
  updateExperiment: ['EDITOR', ({ experimentId }) => ({ experimentId, name: 'New' }), NAMELESS],
  startExperiment: ['EDITOR', ({ draftId }) => ({ experimentId: draftId }), LONG],
  recordExperimentResults: [
    'EDITOR',
    ({ experimentId }) => ({
      experimentId,
      batchId: 'batch',
      occurredAt: '2026-01-01T00:00:00Z',
      variations: ['off', 'on'].map((variation) => ({ variation, exposures: 10, conversions: 1 })),
    }),
    { batchId: '' },
  ],
  concludeExperiment: ['EDITOR', ({ experimentId }) => ({ experimentId }), LONG],

  createIntegration: [
    'ADMIN',
    ({ projectKey }) => ({
      projectKey,
      name: 'New',
      enabled: false,
      provider: { webhook: { url: 'http://127.0.0.1:9/' } },
    }),
    NAMELESS,
  ],
  updateIntegration: ['ADMIN', ({ integrationId }) => ({ integrationId, name: 'New' }), NAMELESS],
  rotateSigningSecret: ['ADMIN', ({ integrationId }) => ({ integrationId }), { graceHours: -1 }],
  checkIntegration: ['ADMIN', ({ integrationId }) => ({ integrationId })],
  previewIntegration: ['ADMIN', ({ integrationId }) => ({ integrationId })],
  testIntegration: ['ADMIN', ({ integrationId }) => ({ integrationId })],
  testIntegrationDraft: [
    'ADMIN',
    ({ projectKey }) => ({ draft: { projectKey, provider: { webhook: { url: 'http://127.0.0.1:9/' } } } }),
  ],
  deleteIntegration: ['ADMIN', ({ spareIntegrationId }) => ({ integrationId: spareIntegrationId })],

  retryDelivery: ['EDITOR', ({ deliveryId }) => ({ deliveryId })],
  cancelDelivery: ['EDITOR', ({ deliveryId }) => ({ deliveryId })],
  retryFailedDeliveries: ['EDITOR', ({ projectKey }) => ({ projectKey }), { countOnly: true }],
  replayEvents: ['EDITOR', ({ integrationId }) => ({ integrationId, include: 'ALL' }), { countOnly: true }],
  cancelRecovery: ['EDITOR', ({ recoveryId }) => ({ recoveryId })],

  setProjectRole: [
    'ADMIN',
    ({ projectKey, somebodyId }) => ({ projectKey, userId: somebodyId, role: 'VIEWER' }),
    { email: 'somebody@example.com' },
  ],
  createClientKey: [
    'ADMIN',
    ({ projectKey, environmentKey }) => ({ projectKey, environmentKey, name: 'New' }),
    NAMELESS,
  ],
  revokeClientKey: ['ADMIN', ({ projectKey, clientKeyId }) => ({ projectKey, clientKeyId })],
  createServerKey: [
    'ADMIN',
    ({ projectKey, environmentKey }) => ({ projectKey, environmentKey, name: 'New' }),
    NAMELESS,
  ],
  revokeServerKey: ['ADMIN', ({ projectKey, serverKeyId }) => ({ projectKey, serverKeyId })],

  setTourClosed: ['user', () => ({ closed: true })],
  createUser: ['owner', () => ({ email: 'new@example.com', name: 'New' }), NAMELESS],
  createServiceAccount: ['owner', () => ({ name: 'New' }), NAMELESS],
  updateUser: ['owner', ({ somebodyId }) => ({ userId: somebodyId, name: 'New' }), NAMELESS],
  createAccessToken: ['user', () => ({ name: 'New' }), NAMELESS],
  revokeAccessToken: ['user', ({ somebodysTokenId }) => ({ accessTokenId: somebodysTokenId })],
  revokeSession: ['user', ({ somebodysSessionId }) => ({ sessionId: somebodysSessionId })],
};

export const accessRules: Record<'query' | 'mutation' | 'subscription', Record<string, AccessRule>> = {
  query: queries,
  subscription: subscriptions,
  mutation: Object.fromEntries(
    Object.entries(mutations).map(([name, [least, asks, spoiled]]) => [
      name,
      { least, asks: (place: Place) => ({ input: asks(place) }), ...(spoiled ? { spoiled } : {}) },
    ]),
  ),
};
