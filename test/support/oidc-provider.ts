/** A whole OIDC issuer, on which a person signs in with one click: the package oidc-provider, over HTTP. */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';

export const CLIENT = { id: 'dashboard', secret: 'client-secret-0123456789' };

export interface OidcProvider {
  url: string;
  /** The settings that make a test app sign people in by it. */
  settings: Record<string, string>;
  /** Whoever signs in next has these claims. */
  person(claims: Record<string, unknown>): void;
  /** Whoever signs in next clicks Cancel instead. */
  cancelNext(): void;
  /** Follows the redirects of a browser from the issuer's page to the address that it leads back to. */
  visit(authorization: string): Promise<string>;
  close(): Promise<void>;
}

interface Context {
  path: string;
  req: IncomingMessage;
  res: ServerResponse;
  respond: boolean;
  oidc: { session: { accountId: string }; client: { clientId: string } };
}
/** The part of the package that is used here. */
interface Provider {
  callback(): (request: IncomingMessage, response: ServerResponse) => void;
  use(middleware: (context: Context, next: () => Promise<void>) => Promise<void>): void;
  interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>;
  Grant: new (of: {
    accountId: string;
    clientId: string;
  }) => { addOIDCScope(scope: string): void; save(): Promise<void> };
}

/** `method` is the one way in which the client may show its secret. */
export async function startOidcProvider(
  redirectUri: string,
  method: 'client_secret_basic' | 'client_secret_post' | 'none' = 'client_secret_basic',
): Promise<OidcProvider> {
  const server = createServer((request, response) => answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let claims: Record<string, unknown> = {};
  let isCancelled = false;

  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const { Provider } = await untyped<{ Provider: new (issuer: string, settings: object) => Provider }>(
    'oidc-provider',
  );
  // Given, so that it warns nobody of being for tests only.
  const { createMemoryAdapter } = await untyped<{ createMemoryAdapter(): unknown }>(
    'oidc-provider/lib/adapters/memory_adapter.js',
  );
  const provider = new Provider(url, {
    adapter: createMemoryAdapter(),
    ttl: {
      Interaction: 600,
      Grant: 600,
      Session: 600,
      AccessToken: 600,
      IdToken: 600,
      AuthorizationCode: 60,
    },
    clients: [
      {
        client_id: CLIENT.id,
        ...(method === 'none' ? {} : { client_secret: CLIENT.secret }),
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: method,
      },
    ],
    clientAuthMethods: [method],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['of the test'] },
    claims: { openid: ['sub', 'groups'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: () => '/interaction' },
    findAccount: (_context: unknown, accountId: string) => ({
      accountId,
      claims: () => ({ sub: accountId, ...claims }),
    }),
    // Everybody consents.
    async loadExistingGrant({ oidc }: Context) {
      const grant = new provider.Grant({ accountId: oidc.session.accountId, clientId: oidc.client.clientId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  provider.use(async (context, next) => {
    if (context.path !== '/interaction') return next();
    context.respond = false;
    const result = isCancelled ? { error: 'access_denied' } : { login: { accountId: 'person' } };
    isCancelled = false;
    await provider.interactionFinished(context.req, context.res, result);
  });
  const answer = provider.callback();

  return {
    url,
    settings: {
      OIDC_ISSUER: url,
      OIDC_AUDIENCE: 'gogreen-test',
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
    },
    person(next) {
      claims = next;
    },
    cancelNext() {
      isCancelled = true;
    },
    async visit(authorization) {
      const cookies = new Map<string, string>();
      for (let at = authorization; ; ) {
        if (!at.startsWith(url)) return at;
        const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
        const response = await fetch(at, { redirect: 'manual', headers: { cookie } });
        for (const set of response.headers.getSetCookie()) {
          const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
          cookies.set(key, value);
        }
        const location = response.headers.get('location');
        if (!location)
          throw new Error(`the issuer answers with ${response.status}: ${await response.text()}`);
        at = new URL(location, at).href;
      }
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The package comes without types. */
async function untyped<Module>(name: string): Promise<Module> {
  return import(name);
}
