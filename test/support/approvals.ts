/** What tests of change requests start from: an environment that asks for approvals, and several people. */

import { graphql } from '#generated/graphql/gql.ts';
import type { TestApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { type CommandAnswer, command } from '#test/support/command.ts';
import { addHolder } from '#test/support/tokens.ts';

/** Somebody beside the admin, with a token of their own: an editor of every project, those of `guardedFlag` included. */
export async function addUser(gogreen: TestApp, name: string) {
  const { userId, email, token } = await addHolder(gogreen, { name });
  await makeEditors(gogreen);
  const own: TestApp = { ...gogreen, send: (query, variables) => gogreen.send(query, variables, token) };
  const carryOut = async (mutation: string, input: object): Promise<CommandAnswer> => {
    const answer = await command(own, mutation, input);
    if (!answer.__typename.endsWith('Payload')) throw new Error(`refused: ${JSON.stringify(answer)}`);
    return answer;
  };
  return {
    actor: { id: userId, email, name },
    /** Sends a command that must succeed. */
    carryOut,
    /** What a command answers with, be it an error. */
    try: (mutation: string, input: object) => command(own, mutation, input),
    async propose(input: object): Promise<string> {
      return (await carryOut('proposeFlagChange', input)).changeRequest?.id ?? '';
    },
    approve: (changeRequestId: string) => carryOut('approveChangeRequest', { changeRequestId }),
    apply: (changeRequestId: string) => carryOut('applyChangeRequest', { changeRequestId }),
    edit: (changeRequestId: string, change: object) =>
      carryOut('updateChangeRequest', { changeRequestId, ...change }),
  };
}

export type TestUser = Awaited<ReturnType<typeof addUser>>;

async function makeEditors({ app }: TestApp): Promise<void> {
  await app.database.pool.query(
    `INSERT INTO memberships (project_id, user_id, role) SELECT p.id, u.id, 'EDITOR' FROM projects p, users u
     WHERE NOT u.is_owner ON CONFLICT DO NOTHING`,
  );
}

/** A project whose production asks for approvals, with a flag that is off there. `place` names all three. */
export async function guardedFlag(gogreen: TestApp, { minimumApprovals = 1, flag = {} } = {}) {
  const { key: projectKey } = await createProject(gogreen);
  await makeEditors(gogreen);
  const guard = { projectKey, key: 'production', requiresApproval: true, minimumApprovals };
  await command(gogreen, 'updateEnvironment', guard);
  const { key, id } = await createFlag(gogreen, { projectKey, name: 'New checkout', ...flag });
  return {
    projectKey,
    flagKey: key,
    flagId: id,
    place: { projectKey, flagKey: key, environmentKey: 'production' },
  };
}

/** Somebody who changed the flag meanwhile: what approvals guard against. Lifts the guard for one direct change. */
export async function changeDirectly(
  gogreen: TestApp,
  place: { projectKey: string; flagKey: string; environmentKey: string },
  change: object,
): Promise<void> {
  const environment = { projectKey: place.projectKey, key: place.environmentKey };
  await command(gogreen, 'updateEnvironment', { ...environment, requiresApproval: false });
  const answer = await command(gogreen, 'updateFlagEnvironment', { ...place, ...change });
  if (!answer.event) throw new Error(`nothing was changed: ${JSON.stringify(answer)}`);
  await command(gogreen, 'updateEnvironment', { ...environment, requiresApproval: true });
}

export async function readChangeRequest(gogreen: TestApp, id: string) {
  const { node } = await gogreen.run(ReadChangeRequest, { id });
  if (node?.__typename !== 'ChangeRequest') throw new Error(`there is no change request ${id}`);
  const { events, ...request } = node;
  return { ...request, events: events.edges.map(({ node: event }) => event).toReversed() };
}

const ReadChangeRequest = graphql(`
  query SupportChangeRequest($id: ID!) {
    node(id: $id) {
      __typename
      ... on ChangeRequest {
        id title comment state revision flagKey flagVersion scheduledAt bypassed reason closedAt url
        author { id: actorId name }
        environment { key }
        flag { key version environment(key: "production") { enabled codeLike } }
        changes { ... on FlagChangeSummary { summary } }
        codeLikeBefore codeLikeAfter codeLikeDiff
        approvals { approver { name } comment }
        events {
          edges { node { sequence type comment actor { name } ... on ApprovalEvent { reason bypass revision } } }
        }
      }
    }
  }
`);
