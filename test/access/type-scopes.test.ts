/** That types guard themselves, whatever a resolver gives: taken from the schema, so that none is forgotten. */

import { type GraphQLObjectType, type GraphQLResolveInfo, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { getDatamodel } from '#generated/pothos/types.ts';
import { clientKeysSentence } from '#src/access/client-keys.ts';
import type { Viewer } from '#src/access/viewer.ts';
import { eventTypes, typeNameOfEvent } from '#src/events/event-type.ts';
import { schema } from '#src/http/yoga/schema.ts';
import { everyRow } from '#test/support/every-row.ts';

const PROJECT = 'proj_own';
const viewerWith = (viewer: Partial<Viewer>): Viewer => ({
  actor: { id: 'user_1', email: null, name: 'Ada' },
  rateLimitKey: 'tok_1',
  credential: { kind: 'token', tokenId: 'tok_1', expiresAt: null },
  isOwner: false,
  roles: new Map(),
  clientOf: null,
  ...viewer,
});
const admin = viewerWith({ roles: new Map([[PROJECT, 'ADMIN']]) });
const outsider = viewerWith({ roles: new Map([['proj_other', 'ADMIN']]) });
const client = viewerWith({ clientOf: { kind: 'client', projectId: PROJECT, environmentId: 'env_own' } });

const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
const objectTypes = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter((type) => !type.name.startsWith('__') && !roots.includes(type));

const models = new Map(
  Object.entries(getDatamodel().datamodel.models).map(([name, { fields }]) => [
    name,
    fields.map((field) => field.name),
  ]),
);

/** What is read from a row that has a project, and everything that can be asked for by its id. */
const typesOfProjects = objectTypes.filter((type) => {
  const model = type.extensions['pothosPrismaModel'];
  const isNode = type.getInterfaces().some(({ name }) => name === 'Node');
  return isNode || (typeof model === 'string' && models.get(model)?.includes('projectId'));
});

/** Something of the type, of the project. */
function thingOf({ name }: GraphQLObjectType): object {
  const id = name === 'Project' ? PROJECT : name === 'Environment' ? 'env_own' : 'thing';
  const event = eventTypes.find((type) => typeNameOfEvent(type.name) === name);
  return { id, projectId: PROJECT, environmentId: 'env_own', type: event?.name };
}

function isShown(type: GraphQLObjectType, viewer: Viewer | null) {
  return type.isTypeOf?.(thingOf(type), { app: {}, viewer }, {} as GraphQLResolveInfo);
}

test('the table of types has every kind', () => {
  const names = typesOfProjects.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['Project', 'Environment', 'Flag', 'FlagEvent', 'Delivery', 'Recovery']),
  );
  expect(names).toEqual(expect.arrayContaining(['ChangeRequest', 'Experiment', 'WebhookIntegration']));
  expect(names.length).toBeGreaterThan(15);
});

const nameOf = ({ name }: GraphQLObjectType) => name;
const isForClients = ({ name }: GraphQLObjectType) => ['FlagEvent', 'Environment'].includes(name);

test('every type of a project is shown to those with a role in the project, and to owners', async () => {
  await everyRow(
    typesOfProjects,
    (type) => {
      expect(isShown(type, admin)).toBe(true);
      expect(isShown(type, viewerWith({ isOwner: true }))).toBe(true);
    },
    nameOf,
  );
});

test('every type of a project is forbidden to viewers without a role there', async () => {
  const forbidden = { extensions: { code: 'FORBIDDEN' } };
  await everyRow(
    typesOfProjects,
    (type) => {
      expect(() => isShown(type, outsider)).toThrow(expect.objectContaining(forbidden));
      expect(() => isShown(type, viewerWith({}))).toThrow(expect.objectContaining(forbidden));
      expect(() => isShown(type, null)).toThrow(
        expect.objectContaining({ extensions: expect.objectContaining({ code: 'UNAUTHENTICATED' }) }),
      );
    },
    nameOf,
  );
});

test('flag events and environments are shown to client keys of their environment', async () => {
  await everyRow(
    typesOfProjects.filter(isForClients),
    (type) => expect(isShown(type, client)).toBe(true),
    nameOf,
  );
});

test('every other type is forbidden to client keys, and every type to those of another environment', async () => {
  await everyRow(
    typesOfProjects,
    (type) => {
      for (const clientOf of [
        ...(isForClients(type) ? [] : [{ projectId: PROJECT, environmentId: 'env_own' }]),
        { projectId: PROJECT, environmentId: 'env_other' },
        { projectId: 'proj_other', environmentId: 'env_own' },
      ])
        for (const kind of ['client', 'server'] as const)
          expect(() => isShown(type, viewerWith({ clientOf: { kind, ...clientOf } }))).toThrow(
            clientKeysSentence,
          );
    },
    nameOf,
  );
});

/** All that a client key can read. Whoever adds to this has made it known to everybody who opens a page of an application. */
const openToClientKeys = {
  ClientKey: ['environment', 'expiresAt', 'id', 'lastFour', 'name'],
  ServerKey: ['environment', 'expiresAt', 'id', 'lastFour', 'name'],
  Environment: ['id', 'key', 'name'],
  Evaluation: ['flagKey', 'reason', 'value', 'variation'],
  FlagEvent: ['environment', 'flagKey', 'id', 'occurredAt', 'sequence', 'test', 'type'],
  // These need no token at all.
  Instance: ['embedded', 'graphiql', 'publicUrl', 'retentionDays', 'signIn', 'signedIn', 'time', 'version'],
  SignIn: ['oidcLabel', 'token'],
  Variation: ['key', 'value'],
  Viewer: ['accessTokens', 'clientKey', 'email', 'id', 'isOwner', 'kind', 'name', 'roles', 'serverKey'],
};

describe('with a client key', () => {
  /** Those that its types refuse to it are left out: it never gets to their fields. */
  const reachable = objectTypes.filter(
    (type) => !typesOfProjects.includes(type) || ['FlagEvent', 'Environment'].includes(type.name),
  );

  test('no field can be read but those that say so', () => {
    const open = reachable.flatMap((type) => {
      const fields = Object.values(type.getFields()).filter(
        ({ extensions }) => extensions['openToClientKeys'] === true,
      );
      return fields.length > 0 ? [[type.name, fields.map(({ name }) => name).toSorted()] as const] : [];
    });
    expect(Object.fromEntries(open)).toEqual(openToClientKeys);
  });

  test('every other field is closed', async () => {
    const closed = objectTypes.flatMap((type) =>
      Object.values(type.getFields())
        .filter(({ extensions }) => extensions['openToClientKeys'] !== true)
        .map((field) => ({ place: `${type.name}.${field.name}`, field })),
    );
    await everyRow(
      closed,
      ({ place, field }) => {
        const resolve = () => field.resolve?.({}, {}, { app: {}, viewer: client }, {} as GraphQLResolveInfo);
        expect(resolve).toThrow(
          `${place} cannot be read with a client key or server key. ${clientKeysSentence}`,
        );
      },
      ({ place }) => place,
    );
  });
});
