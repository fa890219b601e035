/** GraphiQL and the icon; without the dashboard also the pages that messages link to: each is GraphiQL, opened with a query. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { graphiqlPage } from './graphiql.ts';

interface Switches {
  graphiql: boolean;
}

interface Page {
  path: string;
  query(params: Record<string, string>): string;
}

export const pages: Page[] = [
  { path: '/projects/:projectKey/flags/:flagKey', query: flagQuery },
  { path: '/projects/:projectKey/events/:sequence', query: eventQuery },
  { path: '/projects/:projectKey/integrations/:integrationId', query: integrationQuery },
  { path: '/projects/:projectKey/deliveries/:deliveryId', query: deliveryQuery },
  { path: '/projects/:projectKey/changes/:changeRequestId', query: changeRequestQuery },
  { path: '/projects/:projectKey/experiments/:experimentId', query: experimentQuery },
];

export function addPages(http: FastifyInstance, { graphiql }: Switches): void {
  http.get('/graphiql', (_request, reply) => (graphiql ? sendGraphiql(reply) : sendNoPage(reply)));
  http.get('/icon.svg', (_request, reply) =>
    // Jira shows it beside the links on issues.
    reply.header('Cross-Origin-Resource-Policy', 'cross-origin').type('image/svg+xml').send(icon),
  );
}

/** Where links lead while the dashboard is switched off. Messages that were sent before keep their links. */
export function addLinks(http: FastifyInstance, { graphiql }: Switches): void {
  http.get('/', (_request, reply) => (graphiql ? reply.redirect('graphiql') : sendNoPage(reply)));
  for (const { path, query } of pages) {
    http.get<{ Params: Record<string, string> }>(path, ({ params }, reply) =>
      graphiql ? reply.redirect(graphiqlFrom(path, query(params))) : sendNoPage(reply),
    );
  }
}

/** A flag. */
const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M3 1h2v14H3zM5 2h9l-3 3.5L14 9H5z" fill="#1f883d"/></svg>';

/** For browsers at the path of the API, where GraphiQL was before: with the query of the link. */
export function redirectToGraphiql(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.redirect(`graphiql${/\?.*/.exec(request.url)?.[0] ?? ''}`);
}

async function sendGraphiql(reply: FastifyReply): Promise<FastifyReply> {
  const { body, policy } = await graphiqlPage();
  return reply.type('text/html; charset=utf-8').header('Content-Security-Policy', policy).send(body);
}

export function sendNoPage(reply: FastifyReply): FastifyReply {
  return reply.type('text/plain; charset=utf-8').send(NO_PAGE);
}

const NO_PAGE =
  'GoGreen shows no page here: it is switched off (GRAPHIQL=off, DASHBOARD=off). The API is at /graphql, for GraphQL clients.\n';

/** Relative to the page, so that it stays below the path of PUBLIC_URL, which a proxy removes from what we get. */
function graphiqlFrom(path: string, query: string): string {
  const up = '../'.repeat(path.split('/').length - 2);
  return `${up}graphiql?query=${encodeURIComponent(query)}`;
}

function flagQuery({ projectKey, flagKey }: Record<string, string>): string {
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

function eventQuery({ projectKey, sequence }: Record<string, string>): string {
  return `query Event {
  project(key: ${JSON.stringify(projectKey)}) {
    event(sequence: ${Number.parseInt(sequence ?? '', 10) || 0}) {
      id
      type
      occurredAt
      actor { name }
      comment
      deliveries { id status integration { name } }
      ... on FlagEvent { flag { key } codeLikeDiff }
    }
  }
}`;
}

function integrationQuery({ integrationId }: Record<string, string>): string {
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

function deliveryQuery({ deliveryId }: Record<string, string>): string {
  return `query Delivery {
  node(id: ${JSON.stringify(deliveryId)}) {
    ... on Delivery {
      status
      target
      integration { name }
      event { sequence type }
      schedule
      attempts {
        number
        startedAt
        durationMs
        request { method url headers { name value } body }
        response { status headers { name value } body }
        error { class message }
      }
    }
  }
}
`;
}

/**
 * A query for a change request and the mutations to decide on it: GraphiQL asks which to run. An approval names a revision,
 * so that the author cannot edit the change between reading and approval. Most requests have only the first revision; for
 * a later one the error says what has changed and which revision to name.
 */
function changeRequestQuery({ changeRequestId }: Record<string, string>): string {
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
  approveChangeRequest(input: { changeRequestId: ${id}, expectedRevision: 1 }) {
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

function experimentQuery({ experimentId }: Record<string, string>): string {
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
