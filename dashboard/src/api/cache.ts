/** The normalized cache: what one answer says about a flag holds on every screen. */

import { type Cache, cacheExchange, type UpdateResolver } from '@urql/exchange-graphcache';
import possibleTypes from '../gql/possible-types.json';
import { pages } from './pages.ts';

/** States of the past and parts of a whole: kept where they stand, never merged with another one of the same id. */
const EMBEDDED = [
  'Actor',
  'Approval',
  'Attempt',
  'ChangeRequestRight',
  'ChangeRequestRights',
  'AttemptError',
  'AttemptErrorCount',
  'AttentionItem',
  'Clause',
  'ClauseTrace',
  'DeliveryCounts',
  'DeliveryStats',
  'DynatraceProperty',
  'Evaluation',
  'Estimate',
  'EnvironmentContents',
  'EventBucket',
  'EventCounts',
  'Exchange',
  'ExperimentConclusion',
  'ExperimentCounted',
  'ExperimentMetric',
  'ExperimentPower',
  'ExperimentResults',
  'ExperimentShare',
  'ExperimentTreatmentResult',
  'ExperimentVariationResult',
  'FlagChangePreview',
  'FlagEnvironment',
  'FlagRefusal',
  'FlagSnapshot',
  'FlagUsage',
  'FlagVariationUsage',
  'HttpHeader',
  'HttpRequest',
  'HttpResponse',
  'InstanceSetup',
  'IntegrationHealth',
  'NotEnoughData',
  'NotifiedIntegration',
  'Permission',
  'IntegrationPreview',
  'IntegrationTestResult',
  'JiraEnvironment',
  'JiraLifecycle',
  'JiraTransition',
  'JiraWebhook',
  'NewRelicAttribute',
  'ProjectContents',
  'ProjectMember',
  'ProviderField',
  'ProviderFieldChoice',
  'ProviderInfo',
  'ProviderSupport',
  'RolloutServe',
  'RolloutWeight',
  'Rule',
  'RuleTrace',
  'SampleRatio',
  'SignIn',
  'SearchHit',
  'SecretHint',
  'UpdatedFlag',
  'UserMembership',
  'Variation',
  'VariationServe',
  'ViewerRole',
];

/** Fields of a project that an event may add to or take from. */
const CHANGED_BY: Record<string, string[]> = {
  FLAG_CREATED: ['flags'],
  FLAG_DELETED: ['flags'],
};

export function createCache() {
  return cacheExchange({
    possibleTypes,
    keys: {
      ...Object.fromEntries(EMBEDDED.map((type) => [type, () => null])),
      // Its id is that of the user.
      Viewer: () => 'viewer',
      Instance: () => 'instance',
    },
    resolvers: {
      Query: { users: pages(), auditLog: pages(), projects: pages() },
      Project: {
        events: pages(),
        auditLog: pages(),
        changeRequests: pages(),
        experiments: pages(),
      },
      Flag: { events: pages() },
    },
    updates: {
      Subscription: { events: onEvent },
      Mutation: { createProject: onOtherProjects, deleteProject: onOtherProjects, setProjectRole: onNewRole },
    },
  });
}

interface LiveEvent {
  type: string;
  project?: { id: string };
}

const onEvent: UpdateResolver = (result, _args, cache) => {
  const event = result.events as LiveEvent | undefined;
  if (event === undefined) return;
  for (const field of CHANGED_BY[event.type] ?? []) invalidate(cache, event.project?.id, field);
};

const onOtherProjects: UpdateResolver = (_result, _args, cache) => {
  for (const { fieldName, arguments: args } of cache.inspectFields('Query')) {
    if (fieldName === 'projects') cache.invalidate('Query', fieldName, args);
  }
};

/** The viewer may have changed their own role. */
const onNewRole: UpdateResolver = (result, _args, cache) => {
  const { project } = result.setProjectRole as { project?: { id: string } };
  invalidate(cache, project?.id, 'viewerMay');
};

function invalidate(cache: Cache, projectId: string | undefined, field: string): void {
  if (projectId === undefined) return;
  const entity = { __typename: 'Project', id: projectId };
  for (const { fieldName, arguments: args } of cache.inspectFields(entity)) {
    if (fieldName === field) cache.invalidate(entity, fieldName, args);
  }
}
