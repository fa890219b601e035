/** Finds the route of a request. */

import type { ServerResponse } from 'node:http';
import type { Serving } from '../serving.ts';
import type { ApplicationProtocol, ApplicationRoute } from './application-route.ts';
import { notFound, Refusal } from './refusal.ts';

export interface FoundRoute {
  route: ApplicationRoute;
  groups: readonly string[];
}

export interface RouteTable {
  protocol: ApplicationProtocol;
  /** Fails with a Refusal when there is no such path, or none with this method. HEAD is answered like GET. */
  find(method: string, path: string): FoundRoute;
  /** The methods that the path has; none when there is no such path. */
  methodsOf(path: string): string[];
}

export function createRouteTable(protocol: ApplicationProtocol, serving: Serving): RouteTable {
  const routes = protocol.routes(serving);
  const exact = new Map(
    routes.map((route) => [`${route.method} ${String(route.path)}`, { route, groups: [] }]),
  );
  const matching = (path: string) => routes.filter((route) => groupsIn(route, path) !== null);
  const methodsOf = (path: string) => [
    ...new Set(matching(path).flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))),
  ];
  return {
    protocol,
    methodsOf,
    find(method, path) {
      const asked = method === 'HEAD' ? 'GET' : method;
      const found = exact.get(`${asked} ${path}`);
      if (found) return found;
      for (const route of routes) {
        const groups = route.method === asked ? groupsIn(route, path) : null;
        if (groups) return { route, groups };
      }
      const methods = [...methodsOf(path), 'OPTIONS'];
      if (methods.length === 1) throw notFound(`There is nothing at ${path}.`);
      const message = `${path} can be asked for with ${methods.join(', ')} only.`;
      throw new Refusal(405, 'INVALID_INPUT', message, { Allow: methods.join(', ') });
    },
  };
}

function groupsIn({ path }: ApplicationRoute, asked: string): string[] | null {
  if (typeof path === 'string') return path === asked ? [] : null;
  const found = path.exec(asked);
  return found?.[0] === asked ? found.slice(1) : null;
}

/** A Refusal in the protocol's own form. */
export function sendRefusal(
  { errorBody }: ApplicationProtocol,
  refusal: Refusal,
  path: string,
  response: ServerResponse,
): void {
  response.writeHead(refusal.status, {
    ...refusal.headers,
    'Content-Type': 'application/json; charset=utf-8',
  });
  response.end(JSON.stringify(errorBody(refusal, path)));
}
