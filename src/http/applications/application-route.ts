/** What applications ask for: routes that read with a key, outside of Fastify and GraphQL. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Viewer } from '../../access/viewer.ts';
import type { Serving } from '../serving.ts';
import type { Refusal } from './refusal.ts';

/** Who sends a request: a client key, a server key, or a person or service account with a token of their own. */
export interface Credential {
  /** Of the key or token, or of the user with a JWT. */
  id: string;
  kind: CredentialKind;
  viewer: Viewer;
  /**
   * What opens a stream by its URL, for browsers, whose EventSource sends no headers: the client key itself, or a text made
   * of the token that opens streams only. It is valid for as long as the key. Null for the admin token and for JWTs.
   */
  streamKey: string | null;
}

export type CredentialKind = 'client' | 'server' | 'person';

/** The environment of the key; for a person, the one that the request names with `?environment=<project>/<environment>`. */
export interface ApplicationEnvironment {
  projectId: string;
  projectKey: string;
  environmentId: string;
  environmentKey: string;
}

export interface ApplicationRequest {
  raw: IncomingMessage;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  /** What the groups of the route's pattern matched, as they stand in the URL. */
  groups: readonly string[];
  credential: Credential;
  environment: ApplicationEnvironment;
  /** Empty for GET. */
  body: Buffer;
  /**
   * For a response that stays open. The signal aborts when the client leaves, when its credential is no longer valid or may
   * no longer read, and when the server closes: the route then ends the response. Fails with a Refusal when the key has too
   * many streams open.
   */
  openStream(): AbortSignal;
}

export interface ApplicationRoute {
  method: 'GET' | 'POST';
  /** A pattern has to match the whole path. */
  path: string | RegExp;
  openTo: readonly CredentialKind[];
  /** Bytes. A larger body is refused before it is read. */
  maxBody: number;
  /** Requests of one client key from one network in a minute, beside the limit that all routes have together. */
  clientRequestsPerMinute?: number;
  /** Whether a `streamKey` in the query parameter `key` counts as a credential. */
  keyInQuery?: true;
  /** Answers the request. What it throws is answered as an error, when nothing has been sent yet. */
  handle(request: ApplicationRequest, response: ServerResponse): void | Promise<void>;
}

export type ApplicationRoutes = (serving: Serving) => ApplicationRoute[];

/** A family of routes, with errors of one form. */
export interface ApplicationProtocol {
  /** What the paths of its routes begin with, such as `/ofrep/`. */
  prefix: string;
  routes: ApplicationRoutes;
  /** The body of an error, which is sent as JSON. `path` is that of the request. */
  errorBody(refusal: Refusal, path: string): object;
}
