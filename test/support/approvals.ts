/** What tests of change requests start from: an environment that asks for approvals, and several people. */

import { graphql } from '#generated/graphql/gql.ts';
import type { ProjectRole } from '#generated/prisma/enums.ts';
import type { Actor, Viewer } from '#src/accounts/viewer.ts';
import { applyChangeRequest } from '#src/approvals/apply.ts';
import { approveChangeRequest, cancelChangeRequest, rejectChangeRequest } from '#src/approvals/decide.ts';
import { updateChangeRequest } from '#src/approvals/edit.ts';
import { proposeFlagChange } from '#src/approvals/propose.ts';
import type { App } from '#src/context.ts';
import { CommandError } from '#src/errors.ts';
import { newId } from '#src/platform/ids.ts';
import type { TestApp } from '#test/support/app.ts';
import { createFlag, createProject, freshKey } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';

const commands = {
  proposeFlagChange: (app: App, { actor }: Viewer, input: object) => proposeFlagChange(app, actor, input),
  updateChangeRequest: (app: App, { actor }: Viewer, input: object) => updateChangeRequest(app, actor, input),
  approveChangeRequest: (app: App, { actor }: Viewer, input: object) =>
    approveChangeRequest(app, actor, input),
  rejectChangeRequest: (app: App, { actor }: Viewer, input: object) => rejectChangeRequest(app, actor, input),
  cancelChangeRequest,
  applyChangeRequest,
} satisfies Record<string, (app: App, viewer: Viewer, input: object) => Promise<unknown>>;

/** Whoever has these is an editor of every project. */
class EditorOfAll extends Map<string, ProjectRole> {
  override get(): ProjectRole {
    return 'EDITOR';
  }
}

/** An editor beside the admin, whose commands are run as the API runs those of the admin. */
export async function addUser({ app }: TestApp, name: string) {
  const actor: Actor = { id: newId('user'), email: `${freshKey(name.toLowerCase())}@example.com`, name };
  await app.database.pool.query('INSERT INTO users (id, email, name) VALUES ($1, $2, $3)', [
    ...[actor.id, actor.email, actor.name],
  ]);
  const viewer: Viewer = {
    ...{ actor, credentialId: actor.id, credential: { kind: 'token', tokenId: actor.id } },
    ...{ isOwner: false, roles: new EditorOfAll(), clientOf: null },
  };
  return {
    actor,
    /** What a command answers with, or the error that it fails with. */
    async try<Name extends keyof typeof commands>(name: Name, input: object) {
      try {
        return (await commands[name](app, viewer, input)) as Awaited<ReturnType<(typeof commands)[Name]>>;
      } catch (error) {
        if (error instanceof CommandError) return error;
        throw error;
      }
    },
    async propose(input: object): Promise<string> {
      return (await proposeFlagChange(app, actor, input)).changeRequestId;
    },
    approve: (changeRequestId: string) => approveChangeRequest(app, actor, { changeRequestId }),
    apply: (changeRequestId: string) => applyChangeRequest(app, viewer, { changeRequestId }),
    edit: (changeRequestId: string, change: object) =>
      updateChangeRequest(app, actor, { changeRequestId, ...change }),
  };
}

export type TestUser = Awaited<ReturnType<typeof addUser>>;

/** A project whose production asks for approvals, with a flag that is off there. `place` names all three. */
export async function guardedFlag(gogreen: TestApp, { minimumApprovals = 1, flag = {} } = {}) {
  const { key: projectKey } = await createProject(gogreen);
  const guard = { projectKey, key: 'production', requiresApproval: true, minimumApprovals };
  await command(gogreen, 'updateEnvironment', guard);
  const { key, id } = await createFlag(gogreen, { projectKey, name: 'New checkout', ...flag });
  return {
    ...{ projectKey, flagKey: key, flagId: id },
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
        author { id name }
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
