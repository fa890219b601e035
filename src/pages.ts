/** The pages that the links of messages lead to. Until there is a dashboard each is GraphiQL, opened with a query. */

import type { FastifyInstance } from 'fastify';

export function addPages(http: FastifyInstance): void {
  http.get('/', (_request, reply) => reply.redirect('/graphql'));
  http.get('/icon.svg', (_request, reply) =>
    // Jira shows it on its own pages, beside the links on issues.
    reply.header('Cross-Origin-Resource-Policy', 'cross-origin').type('image/svg+xml').send(icon),
  );
  http.get<{ Params: { projectKey: string; flagKey: string } }>(
    '/projects/:projectKey/flags/:flagKey',
    ({ params }, reply) => reply.redirect(graphiqlWith(flagQuery(params))),
  );
  http.get<{ Params: { integrationId: string } }>(
    '/projects/:projectKey/integrations/:integrationId',
    ({ params }, reply) => reply.redirect(graphiqlWith(integrationQuery(params))),
  );
  http.get<{ Params: { changeRequestId: string } }>(
    '/projects/:projectKey/changes/:changeRequestId',
    ({ params }, reply) => reply.redirect(graphiqlWith(changeRequestQuery(params))),
  );
  http.get<{ Params: { experimentId: string } }>(
    '/projects/:projectKey/experiments/:experimentId',
    ({ params }, reply) => reply.redirect(graphiqlWith(experimentQuery(params))),
  );
}

/** A flag. */
const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M3 1h2v14H3zM5 2h9l-3 3.5L14 9H5z" fill="#1f883d"/></svg>';

function graphiqlWith(query: string): string {
  return `/graphql?query=${encodeURIComponent(query)}`;
}

function flagQuery({ projectKey, flagKey }: { projectKey: string; flagKey: string }): string {
  return `query Flag {
  flag(projectKey: ${JSON.stringify(projectKey)}, key: ${JSON.stringify(flagKey)}) {
    name
    kind
    lifecycle
    environments {
      environment { key }
      enabled
      codeLike
    }
    events(first: 10) {
      edges { node { sequence occurredAt actor { name } comment ... on FlagEvent { changes { ... on FlagChangeSummary { summary } } } } }
    }
  }
}
`;
}

function integrationQuery({ integrationId }: { integrationId: string }): string {
  return `query Integration {
  node(id: ${JSON.stringify(integrationId)}) {
    ... on Integration {
      name
      provider
      enabled
      health { status consecutiveFailures failingSince lastSuccessAt lastErrorAt lastError disabledReason }
      deliveries(first: 10) {
        edges { node { status event { sequence type } attempts { startedAt error { class message } response { status body } } } }
      }
    }
  }
}
`;
}

/** With the mutations to decide on it below: GraphiQL asks which of them to run. */
function changeRequestQuery({ changeRequestId }: { changeRequestId: string }): string {
  const id = JSON.stringify(changeRequestId);
  return `query ChangeRequest {
  node(id: ${id}) {
    ... on ChangeRequest {
      title
      state
      revision
      comment
      author { name }
      flagKey
      environment { key minimumApprovals }
      changes { ... on FlagChangeSummary { summary } }
      codeLikeDiff
      approvals { approver { name } comment approvedAt }
      scheduledAt
      reason
    }
  }
}

mutation Approve {
  approveChangeRequest(input: { changeRequestId: ${id} }) {
    __typename
    ... on ApproveChangeRequestPayload { changeRequest { state } }
    ... on Error { message }
  }
}

mutation Reject {
  rejectChangeRequest(input: { changeRequestId: ${id}, comment: "" }) {
    __typename
    ... on RejectChangeRequestPayload { changeRequest { state } }
    ... on Error { message }
  }
}

mutation Apply {
  applyChangeRequest(input: { changeRequestId: ${id} }) {
    __typename
    ... on ApplyChangeRequestPayload { changeRequest { state } flagEvent { sequence } }
    ... on Error { message }
  }
}
`;
}

function experimentQuery({ experimentId }: { experimentId: string }): string {
  return `query Experiment {
  node(id: ${JSON.stringify(experimentId)}) {
    ... on Experiment {
      name
      hypothesis
      state
      flagKey
      environment { key }
      metric { name kind higherIsBetter }
      results {
        asOf
        variations { variation count conversions value standardDeviation }
        treatments {
          variation
          verdict
          notEnoughData { explanation }
          relativeLift { value lower upper }
          absoluteLift { value lower upper }
          pValue
          chanceToBeatControl
        }
        sampleRatio { pValue mismatch }
      }
      conclusion { winner comment applied notAppliedBecause }
    }
  }
}
`;
}
