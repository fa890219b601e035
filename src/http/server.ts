/** The server of a process with an API: GraphQL over HTTP, SSE and WebSocket. */

import { addInbox } from '../demo/inbox.ts';
import { addJiraHook } from '../integrations/providers/jira/inbound/jira-hook.ts';
import { createApplications } from './applications/applications.ts';
import { protocols } from './applications/routes.ts';
import { addDashboard, addDashboardFiles } from './dashboard/dashboard.ts';
import { addGraphql } from './graphql-route.ts';
import { limitConnections } from './limits/connection-limit.ts';
import { createRateLimits } from './limits/rate-limits.ts';
import { admitRequests, openClientAddress } from './limits/request-admission.ts';
import { addLinks, addPages } from './pages/pages.ts';
import type { Serving } from './serving.ts';
import { addOidc } from './session/oidc-route.ts';
import { addSession } from './session/session-route.ts';
import { addHealth, closeHttp, createShell, type Server } from './shell.ts';
import { attachGraphqlWs } from './websocket/graphql-ws.ts';
import { createGraphql } from './yoga/yoga.ts';

/** Per address. A browser opens six to a host, and one address may be an office; with a valid token there is no limit. */
const MAX_UNAUTHENTICATED_CONNECTIONS = 500;

/** The server of a process with an API. It does not listen yet. */
export async function createServer(serving: Serving): Promise<Server> {
  const { app, settings } = serving;
  const http = await createShell(serving, (request, response) => applications.handle(request, response));
  addHealth(http, app);
  const closing = new AbortController();
  const graphql = createGraphql(serving, closing.signal);
  const limits = createRateLimits(serving);
  // Behind a proxy all connections come from it, and it has to limit those of each client.
  const max = settings.trustProxy === false ? MAX_UNAUTHENTICATED_CONNECTIONS : 0;
  const connections = limitConnections(http.server, max);
  const entrance = { limits, connections, clientAddress: openClientAddress(serving) };
  const applications = createApplications(serving, entrance, protocols);
  await http.register(async (scope) => {
    admitRequests(scope, serving, entrance);
    await scope.register(async (route) => addGraphql(route, graphql, serving));
    await scope.register(async (route) => addSession(route, serving, limits));
    await scope.register(async (route) => addOidc(route, serving));
    addPages(scope, settings);
    if (settings.dashboard) await addDashboard(scope, serving);
    else addLinks(scope, settings);
    addJiraHook(scope, app);
  });
  // Not admitted: opening the dashboard once would take much of what an address may ask for.
  await addDashboardFiles(http, serving);
  if (settings.embedded) addInbox(http);
  const sockets = attachGraphqlWs(http.server, graphql, serving, limits, connections);
  await http.ready();
  return {
    http,
    async close() {
      // Stops listening at once: clients whose subscription breaks off connect to another process.
      const closed = closeHttp(http);
      closing.abort();
      applications.close();
      await sockets.close();
      await closed;
      await graphql.dispose();
      limits.close();
    },
  };
}
