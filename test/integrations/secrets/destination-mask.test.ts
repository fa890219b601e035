/** The parts of a URL and the signatures that only those see who may configure integrations. */

import { describe, expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import type { ProjectRole } from '#generated/prisma/enums.ts';
import { providers } from '#src/integrations/providers/registry.ts';
import { destinationSecrets, maskDestination, maskUrl } from '#src/integrations/secrets/destination-mask.ts';
import { announceChange } from '#test/support/announce.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { plantedIntegrations } from '#test/support/planted-secrets.ts';
import { runJobs } from '#test/support/run-jobs.ts';
import { subscribeSse } from '#test/support/subscribe-sse.ts';
import { addHolder } from '#test/support/tokens.ts';

const it = testWithReceiver({ worker: false });

const PATH = '/hooks/catch/b3xq9vmmw0k2/';
const TOKEN = 'correct-horse-battery';

const READ = `{ id
  integration { health { lastError } ... on WebhookIntegration { url } }
  attempts {
    error { message }
    request { url headers { name value } } response { body headers { name value } }
    exchanges { request { url headers { name value } } response { body headers { name value } } } } }`;

describe('a webhook whose URL and signature are secret', () => {
  it('is shown complete to admins and masked to viewers and editors, in the log and in subscriptions', async ({
    gogreen,
    receiver,
  }) => {
    receiver.answer(({ path, headers }) => ({
      status: 500,
      headers: { 'X-Echo': `${path} ${headers['webhook-signature']}` },
      body: `Cannot POST ${path} ${headers['x-gogreen-signature']} with ${TOKEN}`,
    }));
    const url = `${receiver.url}${PATH}?token=${TOKEN}`;
    const { projectKey, toggle } = await announceChange(gogreen, { url });
    const { rows } = await gogreen.app.database.pool.query<{ id: string }>(
      'SELECT id FROM projects WHERE key = $1',
      [projectKey],
    );
    const tokenOf = async (role: ProjectRole) =>
      (await addHolder(gogreen, { roles: { [rows[0]?.id ?? '']: role } })).token;
    const live = await subscribeSse(gogreen.url, WatchDeliveries, { projectKey }, await tokenOf('VIEWER'));
    await runJobs(gogreen);
    await toggle(false);
    await runJobs(gogreen);
    await live.waitFor((results) => results.some(({ data }) => data?.deliveryUpdated.attempts.length === 1));
    await live.leave();

    const read = async (role: ProjectRole) => {
      const query = `{ project(key: "${projectKey}") { deliveries { edges { node ${READ} } }
        integrations { health { lastError } ... on WebhookIntegration { url } } } }`;
      return JSON.stringify(await gogreen.send(query, {}, await tokenOf(role)));
    };
    const signatures = receiver.requests.flatMap(({ headers }) => [
      String(headers['webhook-signature']).replace('v1,', ''),
      String(headers['x-gogreen-signature']),
    ]);
    expect(signatures.length).toBeGreaterThanOrEqual(4);
    const texts = {
      VIEWER: await read('VIEWER'),
      EDITOR: await read('EDITOR'),
      'a live VIEWER': JSON.stringify(live.results),
    };
    for (const [reader, text] of Object.entries(texts)) {
      for (const secret of [...signatures, 'b3xq9vmmw0k2', 'hooks/catch', TOKEN])
        expect(text, `${secret} for ${reader}`).not.toContain(secret);
      expect(text, reader).toContain(`"${receiver.url}/…"`);
      expect(text, reader).toContain('"value":"v1,••••"');
      expect(text, reader).toContain('Cannot POST ••••');
    }
    const whole = await read('ADMIN');
    expect(whole).toContain(`"${url}"`);
    expect(signatures.every((signature) => whole.includes(signature))).toBe(true);
  });
});

describe('settings that are URLs', () => {
  it('of every provider: have names by which they are masked', () => {
    const addresses = plantedIntegrations('https://receiver.example').flatMap(({ provider, made }) =>
      Object.entries(made('https://receiver.example')).flatMap(([field, value]) =>
        field in providers[provider].settings.shape && /^https?:/.test(String(value)) ? [field] : [],
      ),
    );
    expect(addresses.length).toBeGreaterThan(4);
    expect(addresses.filter((field) => !/url$/i.test(field))).toEqual([]);
  });
});

describe('maskUrl', () => {
  it.each([
    ['https://discord.com/api/webhooks/1/abc', 'https://discord.com/…'],
    ['https://example.com:8443?token=1', 'https://example.com:8443/…'],
    ['https://acme.atlassian.net', 'https://acme.atlassian.net'],
    ['https://acme.atlassian.net/', 'https://acme.atlassian.net'],
    ['http://[2001:db8::1]:81/x', 'http://[2001:db8::1]:81/…'],
    ['https://', '…'],
    ['', ''],
  ])('%j is shown as %j', (url, shown) => {
    expect(maskUrl(url)).toBe(shown);
  });
});

describe('maskDestination', () => {
  it('with several signatures in one header: keeps the version of each', () => {
    const headers = {
      'webhook-signature': 'v1,aaaa v1a,bbbb',
      'X-GoGreen-Signature-Previous': '0123 4567',
      'webhook-id': 'dlv_1',
    };
    expect(maskDestination({ url: '', headers })).toEqual({
      url: '',
      headers: {
        'webhook-signature': 'v1,•••• v1a,••••',
        'X-GoGreen-Signature-Previous': '•••• ••••',
        'webhook-id': 'dlv_1',
      },
    });
  });
});

describe('destinationSecrets', () => {
  it('of a URL with ordinary words: has the query only', () => {
    expect(destinationSecrets({ url: 'https://example.com/deploy/hook?key=swordfish' })).toEqual([
      '/deploy/hook?key=swordfish',
      'key=swordfish',
      'swordfish',
    ]);
    expect(destinationSecrets({ url: 'https://example.com/deploy/hook', name: 'x' })).toEqual([]);
  });
});

const WatchDeliveries = graphql(`
  subscription MaskedDeliveries($projectKey: String!) {
    deliveryUpdated(projectKey: $projectKey) {
      id
      integration { health { lastError } ... on WebhookIntegration { url } }
      attempts {
        error { message }
        request { url headers { name value } }
        response { body headers { name value } }
        exchanges { request { url headers { name value } } response { body headers { name value } } }
      }
    }
  }
`);
