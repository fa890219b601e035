/** A second project of the demo, with something to see on every page of the dashboard. */

import type { Actor } from '../access/viewer.ts';
import { proposeFlagChange } from '../approvals/propose.ts';
import { createExperiment } from '../experiments/experiments.ts';
import { recordExperimentResults } from '../experiments/results/record-results.ts';
import { startExperiment } from '../experiments/start-experiment.ts';
import { setFlagEnabled, updateFlagEnvironment } from '../flags/flag-environments.ts';
import { createFlag } from '../flags/flags.ts';
import { updateFlag } from '../flags/update-flag.ts';
import { createIntegration } from '../integrations/integrations.ts';
import type { App } from '../platform/app.ts';
import { createProject, updateEnvironment } from '../projects/projects.ts';
import { INBOX_PATH } from './inbox.ts';

const PROJECT = {
  key: 'shop',
  name: 'Shop',
  environments: [
    { key: 'development', name: 'Development' },
    { key: 'staging', name: 'Staging' },
    { key: 'production', name: 'Production' },
  ],
};

const on = { variation: 'on' };
const rolloutOf = (percent: number) => ({
  rollout: {
    bucketBy: 'userId',
    weights: [
      { variation: 'on', weight: percent },
      { variation: 'off', weight: 100 - percent },
    ],
  },
});

/** Creates the project with its flags, a change that waits for approval, an experiment, and an integration that fails. */
export async function createShop(app: App, actor: Actor, localUrl: string): Promise<void> {
  await createProject(app, actor, PROJECT);
  const inProject = { projectKey: PROJECT.key };
  const webhook = (name: string, path: string) =>
    createIntegration(app, actor, {
      ...inProject,
      name,
      provider: { webhook: { url: `${localUrl}${path}` } },
    });
  await webhook('Inbox', INBOX_PATH);
  // Nothing is there: its deliveries show what failing, retrying and an open circuit look like.
  await webhook('Cache invalidation', `${INBOX_PATH}/moved`);
  for (const flag of FLAGS) await createFlag(app, actor, { ...inProject, ...flag });
  for (const change of CHANGES) await updateFlagEnvironment(app, actor, { ...inProject, ...change });
  await setFlagEnabled(app, actor, {
    ...inProject,
    flagKey: 'gift-cards',
    environmentKey: 'production',
    enabled: true,
  });
  await updateFlag(app, actor, {
    ...inProject,
    key: 'old-banner',
    lifecycle: 'STALE',
    comment: 'Nobody has seen it since spring.',
  });
  await createRunningExperiment(app, actor);
  await updateEnvironment(app, actor, {
    ...inProject,
    key: 'production',
    requiresApproval: true,
    minimumApprovals: 1,
  });
  await proposeFlagChange(app, actor, {
    ...inProject,
    flagKey: 'new-checkout',
    environmentKey: 'production',
    title: 'Half of all customers get the new checkout',
    comment: 'Two weeks without a complaint. SHOP-123',
    fallthrough: rolloutOf(50),
  });
}

const FLAGS = [
  {
    key: 'new-checkout',
    name: 'New checkout',
    kind: 'BOOLEAN',
    description: 'The checkout on one page.',
    owner: 'Payments',
    tags: ['checkout', 'q1'],
  },
  { key: 'gift-cards', name: 'Gift cards', kind: 'BOOLEAN', owner: 'Payments', tags: ['checkout'] },
  {
    key: 'search-ranking',
    name: 'Search ranking',
    kind: 'STRING',
    owner: 'Search',
    tags: ['search'],
    variations: [
      { key: 'classic', value: 'bm25' },
      { key: 'semantic', value: 'embedding-v2' },
    ],
  },
  {
    key: 'free-shipping-from',
    name: 'Free shipping from',
    kind: 'NUMBER',
    owner: 'Growth',
    variations: [
      { key: 'standard', value: 50 },
      { key: 'lower', value: 30 },
    ],
  },
  { key: 'old-banner', name: 'Old banner', kind: 'BOOLEAN', owner: 'Growth', tags: ['cleanup'] },
];

const CHANGES = [
  { flagKey: 'new-checkout', environmentKey: 'development', enabled: true },
  {
    flagKey: 'new-checkout',
    environmentKey: 'staging',
    enabled: true,
    rules: [
      { clauses: [{ attribute: 'email', operator: 'ENDS_WITH', values: ['@example.com'] }], serve: on },
    ],
    fallthrough: { variation: 'off' },
  },
  {
    flagKey: 'new-checkout',
    environmentKey: 'production',
    enabled: true,
    comment: 'Our own people and the pilot countries first. SHOP-123',
    rules: [
      { clauses: [{ attribute: 'email', operator: 'ENDS_WITH', values: ['@example.com'] }], serve: on },
      {
        description: 'Pilot',
        clauses: [
          { attribute: 'country', operator: 'IN', values: ['FR', 'DE', 'AT'] },
          { attribute: 'appVersion', operator: 'SEMVER_GREATER_OR_EQUAL', values: ['2.4.0'] },
        ],
        serve: rolloutOf(25),
      },
    ],
    fallthrough: rolloutOf(10),
  },
  { flagKey: 'search-ranking', environmentKey: 'production', enabled: true },
];

async function createRunningExperiment(app: App, actor: Actor): Promise<void> {
  const { experimentId } = await createExperiment(app, actor, {
    projectKey: PROJECT.key,
    flagKey: 'search-ranking',
    environmentKey: 'production',
    name: 'Does semantic search sell more?',
    hypothesis: 'Who finds what they mean buys more often.',
    metric: { name: 'purchase', kind: 'CONVERSION', higherIsBetter: true },
    control: 'classic',
    treatments: ['semantic'],
  });
  await startExperiment(app, actor, { experimentId });
  await recordExperimentResults(app, actor, {
    experimentId,
    batchId: 'demo-1',
    occurredAt: app.now(),
    variations: [
      { variation: 'classic', exposures: 5_012, conversions: 401 },
      { variation: 'semantic', exposures: 4_968, conversions: 472 },
    ],
  });
}
