/** The three clients with a normalized cache. Nothing is set that tells a cache which objects are the same. */

import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { isAbstractType } from 'graphql';
import { createOperationDescriptor, Environment, Network, RecordSource, Store } from 'relay-runtime';
import { ADMIN_TOKEN, type TestApp } from '#test/support/app.ts';
import { relayRequest } from '#test/support/relay-request.ts';
import { printedSchema } from '#test/support/selection.ts';

/** Which types a fragment on an interface or a union can match. */
const possibleTypes = Object.fromEntries(
  Object.values(printedSchema.getTypeMap())
    .filter(isAbstractType)
    .map((type) => [type.name, printedSchema.getPossibleTypes(type).map(({ name }) => name)]),
);

export interface CachingClient {
  /** Sends the query and stores the answer. */
  fetch(query: string): Promise<void>;
  /** What a page shows: the answer to the query out of the cache. */
  read(query: string): unknown;
}

const headers = { authorization: `Bearer ${ADMIN_TOKEN}` };

export const cachingClients: Record<string, (gogreen: TestApp) => CachingClient> = {
  'Apollo Client': ({ url }) => {
    const link = new HttpLink({ uri: `${url}/graphql`, headers });
    const client = new ApolloClient({ cache: new InMemoryCache({ possibleTypes }), link });
    return {
      fetch: async (query) => void (await client.query({ query: gql(query) })),
      read: (query) => client.readQuery({ query: gql(query) }),
    };
  },
  Graphcache: ({ url }) => {
    const client = new Client({
      url: `${url}/graphql`,
      preferGetMethod: false,
      fetchOptions: { headers },
      // It warns of every object that it keeps with its parent because it has no id.
      exchanges: [cacheExchange({ logger: () => undefined }), fetchExchange],
    });
    return {
      async fetch(query) {
        const { error } = await client.query(query, {}).toPromise();
        if (error) throw error;
      },
      read: (query) => client.readQuery(query, {})?.data,
    };
  },
  Relay: (gogreen) => {
    const network = Network.create(async ({ text }) => (await gogreen.send(text ?? '')) as never);
    const environment = new Environment({ network, store: new Store(new RecordSource()) });
    const describe = (query: string) => createOperationDescriptor(relayRequest(query), {});
    return {
      async fetch(query) {
        const { data, errors } = await gogreen.send(describe(query).request.node.params.text ?? '');
        if (errors || !data) throw new Error(JSON.stringify(errors));
        environment.commitPayload(describe(query), data as never);
      },
      read: (query) => environment.lookup(describe(query).fragment).data,
    };
  },
};

/** Without the fields that clients add. */
export function withoutTypenames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTypenames);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !name.startsWith('__'))
      .map(([name, field]) => [name, withoutTypenames(field)]),
  );
}
