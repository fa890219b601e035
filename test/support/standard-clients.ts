/**
 * The clients that people follow a project with, as they come out of the box. docs/live.md sets the same ones up so that they
 * resume; both kinds are followed here in the same way.
 */

import { ApolloClient, gql, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { subscriptionExchange, Client as UrqlClient } from '@urql/core';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import { ADMIN_TOKEN } from '#test/support/app.ts';

export const clientNames = ['graphql-ws', 'graphql-sse', 'Apollo Client', 'urql'] as const;
export type ClientName = (typeof clientNames)[number];

/** The clients of graphql-ws and of graphql-sse. */
export type PlainClient = Pick<ReturnType<typeof createWsClient>, 'subscribe' | 'dispose'>;

interface Clients {
  ws: PlainClient;
  sse: PlainClient;
  apollo: ApolloClient;
  urql: UrqlClient;
}

/** What a client has got so far. `endings` stays empty for as long as it follows. */
export interface Followed {
  sequences: number[];
  endings: string[];
}

const headers = { authorization: `Bearer ${ADMIN_TOKEN}` };

/** With nothing set but the address and the token. */
export function defaultClients(url: string): Clients {
  const wsUrl = `${url.replace(/^http/, 'ws')}/graphql`;
  const ws = () => createWsClient({ url: wsUrl, connectionParams: headers });
  const sse = () => createSseClient({ url: `${url}/graphql`, headers }) as PlainClient;
  const live = sse();
  return {
    ws: ws(),
    sse: sse(),
    apollo: new ApolloClient({ cache: new InMemoryCache(), link: new GraphQLWsLink(ws()) }),
    urql: new UrqlClient({
      url: `${url}/graphql`,
      preferGetMethod: false,
      exchanges: [
        subscriptionExchange({
          forwardSubscription: ({ query, variables }) => ({
            subscribe: (sink) => ({
              unsubscribe: live.subscribe({ query: query ?? '', variables: { ...variables } }, sink as never),
            }),
          }),
        }),
      ],
    }),
  };
}

const query = `subscription ($projectKey: String!, $afterSequence: Int) {
  events(projectKey: $projectKey, afterSequence: $afterSequence) { sequence }
}`;

interface Result {
  data?: { events: { sequence: number } } | null | undefined;
}

/** Follows the events of a project with each client. */
export function followWith(
  { ws, sse, apollo, urql }: Clients,
  variables: { projectKey: string; afterSequence?: number },
): { followed: Record<ClientName, Followed>; leave(): void } {
  const followed = Object.fromEntries(
    clientNames.map((name) => [name, { sequences: [], endings: [] }]),
  ) as unknown as Record<ClientName, Followed>;
  const sinkOf = (name: ClientName) => ({
    next: ({ data }: Result) => void followed[name].sequences.push(data?.events.sequence ?? Number.NaN),
    error: (error: unknown) => void followed[name].endings.push(`error ${JSON.stringify(error)}`),
    complete: () => void followed[name].endings.push('complete'),
  });
  const leaves = [
    ws.subscribe({ query, variables }, sinkOf('graphql-ws') as never),
    sse.subscribe({ query, variables }, sinkOf('graphql-sse') as never),
  ];
  const overApollo = apollo
    .subscribe<Result['data']>({ query: gql(query), variables })
    .subscribe(sinkOf('Apollo Client') as never);
  const overUrql = urql.subscription(query, variables).subscribe((result) => {
    if (result.error) sinkOf('urql').error(result.error);
    else sinkOf('urql').next(result);
    if (!result.hasNext) sinkOf('urql').complete();
  });
  return {
    followed,
    leave() {
      for (const leave of leaves) leave();
      overApollo.unsubscribe();
      apollo.stop();
      overUrql.unsubscribe();
    },
  };
}
