/** Every root field of the schema, for everybody who may ask: in their project, in another one, and where there is none. */

import { describe, expect } from 'vitest';
import { clientKeysSentence } from '#src/access/client-keys.ts';
import * as permissions from '#src/access/permissions.ts';
import { type Answer, ask, type RootField, rootFields } from '#test/support/access-requests.ts';
import { type AccessRule, accessRules, type Least } from '#test/support/access-rules.ts';
import {
  type Asker,
  createAskers,
  createPlace,
  missingPlace,
  type Place,
  retell,
  roles,
} from '#test/support/access-world.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createWebhook } from '#test/support/builders.ts';
import { fingerprint } from '#test/support/command.ts';
import { everyRow } from '#test/support/every-row.ts';

const test = testWithApp({ worker: false });
let own: Place;
let foreign: Place;
let missing: Place;
let askers: Record<Asker, string | null>;

test.beforeAll(async ({ gogreen }) => {
  own = await createPlace(gogreen);
  foreign = await createPlace(gogreen);
  missing = missingPlace(own);
  askers = await createAskers(gogreen, own, foreign);
});

const sentences = Object.values(permissions).flatMap((permission) =>
  typeof permission === 'object' && 'sentence' in permission ? [permission.sentence] : [],
);

const nobodies = [
  'no token',
  'a malformed token',
  'an unknown token',
  'a revoked token',
  'an expired token',
  'the token of a deactivated user',
  'a revoked client key',
] as const satisfies Asker[];
const withRoles: readonly Asker[] = roles;

/** Whether a role in the project is enough for it there. */
function isEnough(asker: Asker, least: Least): boolean {
  if (least === 'user' || least === 'anyone') return true;
  return least !== 'owner' && withRoles.indexOf(asker) >= withRoles.indexOf(least);
}

/** A place all of whose ids are the text: decides what a rule asks about before there is a database. */
const placeOf = (text: string) => new Proxy({}, { get: () => text }) as Place;

/** Whether the rule's arguments name something in a project. */
const namesAPlace = ({ asks }: AccessRule) =>
  JSON.stringify(asks(placeOf('own'))) !== JSON.stringify(asks(placeOf('missing')));

test('every root field has a rule, and every rule a root field', () => {
  for (const kind of ['query', 'mutation', 'subscription'] as const) {
    const fields = rootFields.filter((field) => field.kind === kind).map(({ name }) => name);
    expect(Object.keys(accessRules[kind]).toSorted()).toEqual(fields.toSorted());
  }
});

describe.each(rootFields)('$kind $name', (field) => {
  const rule = accessRules[field.kind][field.name] as AccessRule;
  const asking = (gogreen: TestApp, asker: Asker, place: Place, options = {}) =>
    ask(gogreen, askers[asker], field, rule, place, options);
  let before: Record<string, string>;

  test.beforeAll(async ({ gogreen }) => {
    before = await fingerprint(gogreen);
  });

  const isOpen = rule.least === 'anyone';
  if (isOpen) {
    test('without a token: DONE', async ({ gogreen }) => {
      expect(await asking(gogreen, 'no token', own)).toMatchObject({ outcome: 'DONE', status: 200 });
    });
  }

  test('without a valid token: UNAUTHENTICATED', async ({ gogreen }) => {
    const refused = nobodies.filter((asker) => !(isOpen && asker === 'no token'));
    await everyRow(refused, async (asker) => {
      expect(await asking(gogreen, asker, own)).toMatchObject({ outcome: 'UNAUTHENTICATED', status: 401 });
    });
  });

  const clientOutcome = rule.clientKeys
    ? { outcome: 'DONE' }
    : { outcome: 'FORBIDDEN', message: clientKeysSentence };
  test.for(['a client key', 'a server key'] as const)(
    `%s in its own environment: ${clientOutcome.outcome}`,
    async (asker, { gogreen }) => {
      expect(await asking(gogreen, asker, own)).toMatchObject(clientOutcome);
    },
  );

  if (namesAPlace(rule)) {
    test('in a project that the viewer may not read: answered as if it did not exist', async ({
      gogreen,
    }) => {
      const askersAndPlaces: [Asker, Place][] = [
        ['a client key', foreign],
        ['a server key', foreign],
        ['an outsider', own],
        ...roles.map((role): [Asker, Place] => [role, foreign]),
      ];
      await everyRow(
        askersAndPlaces,
        ([asker, place]) => expectForeignAsMissing(gogreen, asker, place),
        ([asker]) => asker,
      );
    });
  }

  if (namesAPlace(rule) && rule.least !== 'owner' && rule.least !== 'user') {
    test('a user without a role in the project: NOT_FOUND', async ({ gogreen }) => {
      expect(await asking(gogreen, 'an outsider', own)).toMatchObject({ outcome: 'NOT_FOUND' });
    });
  }

  const allowed = roles.filter((asker) => isEnough(asker, rule.least));
  const refused = roles.filter((asker) => !isEnough(asker, rule.least));
  if (refused.length > 0) {
    test(`${refused.join(', ')}: FORBIDDEN, with the sentence that names who may`, async ({ gogreen }) => {
      await everyRow(refused, async (asker) => {
        const answer = await asking(gogreen, asker, own);
        expect(answer.outcome).toBe('FORBIDDEN');
        expect(sentences).toContain(answer.message);
      });
    });
  }

  test('the rejected requests changed nothing', async ({ gogreen }) => {
    expect(await fingerprint(gogreen)).toEqual(before);
  });

  test(`${[...allowed, 'owners'].join(', ')}: allowed`, async ({ gogreen }) => {
    await everyRow([...allowed, 'an owner' as const], async (asker) => {
      expect(await asking(gogreen, asker, await unspent(gogreen, field), { spoiled: true })).toMatchObject({
        outcome: letThrough(field),
        status: 200,
      });
    });
    const elsewhere = await asking(gogreen, 'an owner', foreign, { spoiled: true });
    expect(elsewhere).toMatchObject({ outcome: letThrough(field), status: 200 });
  });

  /** The whole answers are the same, but for what the request named. */
  async function expectForeignAsMissing(gogreen: TestApp, asker: Asker, place: Place): Promise<void> {
    const about = async (gogreen: TestApp, there: Place) =>
      retellAnswer(await asking(gogreen, asker, there), there);
    expect(await about(gogreen, place)).toEqual(await about(gogreen, missing));
  }
});

function retellAnswer({ outcome, status, body }: Answer, place: Place) {
  return { outcome, status, body: retell(body, place, missing) };
}

/** The own project, with something left of what the field uses up. */
async function unspent(gogreen: TestApp, { name }: RootField): Promise<Place> {
  if (name !== 'deleteIntegration') return own;
  const { projectKey } = own;
  const { id } = await createWebhook(gogreen, { projectKey, url: 'http://127.0.0.1:9/' });
  return { ...own, spareIntegrationId: id };
}

/** Tokens and sessions of others are not there for anybody but owners: that is not the gate's to say. */
function letThrough({ name }: RootField) {
  return name === 'revokeAccessToken' || name === 'revokeSession'
    ? expect.stringMatching(/^(DONE|NOT_FOUND)$/)
    : 'DONE';
}
