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
  ...(['no token', 'a malformed token', 'an unknown token', 'a revoked token'] as const),
  ...(['an expired token', 'the token of a deactivated user', 'a revoked client key'] as const),
] satisfies Asker[];
const withRoles: readonly Asker[] = roles;

/** Whether a role in the project is enough for it there. */
function isEnough(asker: Asker, least: Least): boolean {
  if (least === 'user') return true;
  return least !== 'owner' && withRoles.indexOf(asker) >= withRoles.indexOf(least);
}

const isAboutAPlace = ({ asks }: AccessRule) => JSON.stringify(asks(own)) !== JSON.stringify(asks(missing));

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

  test.for(nobodies)('%s: is not let in', async (asker, { gogreen }) => {
    expect(await asking(gogreen, asker, own)).toMatchObject({ outcome: 'UNAUTHENTICATED', status: 401 });
  });

  test('a client key: allowed in its own environment only, and only for fields that are open to client keys', async ({
    gogreen,
  }) => {
    const answer = await asking(gogreen, 'a client key', own);
    if (rule.clientKeys) expect(answer.outcome).toBe('DONE');
    else expect(answer).toMatchObject({ outcome: 'FORBIDDEN', message: clientKeysSentence });
    if (isAboutAPlace(rule)) await expectForeignAsMissing(gogreen, 'a client key', foreign);
  });

  test('a user without a role: answered as if the project did not exist', async ({ gogreen }) => {
    if (isAboutAPlace(rule) && rule.least !== 'owner' && rule.least !== 'user') {
      expect(await asking(gogreen, 'an outsider', own)).toMatchObject({ outcome: 'NOT_FOUND' });
    }
    if (isAboutAPlace(rule)) await expectForeignAsMissing(gogreen, 'an outsider', own);
  });

  test.for(roles)('%s in another project: as if that project did not exist', async (asker, { gogreen }) => {
    if (isAboutAPlace(rule)) await expectForeignAsMissing(gogreen, asker, foreign);
  });

  const refused = roles.filter((asker) => !isEnough(asker, rule.least));
  test.for(refused)('%s: is refused, with the sentence of who may', async (asker, { gogreen }) => {
    const answer = await asking(gogreen, asker, own);
    expect(answer.outcome).toBe('FORBIDDEN');
    expect(sentences).toContain(answer.message);
  });

  test('the rejected requests changed nothing', async ({ gogreen }) => {
    expect(await fingerprint(gogreen)).toEqual(before);
  });

  test.for([...roles.filter((asker) => isEnough(asker, rule.least)), 'an owner' as const])(
    '%s: may',
    async (asker, { gogreen }) => {
      expect(await asking(gogreen, asker, await unspent(gogreen, field), { spoiled: true })).toMatchObject({
        outcome: letThrough(field),
        status: 200,
      });
    },
  );

  test('an owner: allowed in every project', async ({ gogreen }) => {
    const answer = await asking(gogreen, 'an owner', foreign, { spoiled: true });
    expect(answer).toMatchObject({ outcome: letThrough(field), status: 200 });
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

/** Tokens of others are not there for anybody but owners: that is not the gate's to say. */
function letThrough({ name }: RootField) {
  return name === 'revokeAccessToken' ? expect.stringMatching(/^(DONE|NOT_FOUND)$/) : 'DONE';
}
