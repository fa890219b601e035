import type { useRun } from '../../../api/hooks.ts';
import {
  type ClientKeyRowFragment,
  CreateClientKeyDocument,
  type CreateClientKeyInput,
  CreateServerKeyDocument,
  RevokeClientKeyDocument,
  RevokeServerKeyDocument,
  type ServerKeyRowFragment,
} from '../../../gql/graphql.ts';

type Run = ReturnType<typeof useRun>;
export type KeyFragment = ClientKeyRowFragment | ServerKeyRowFragment;

/** What sets the two kinds of keys apart on the page. */
export interface KeyKind {
  /** What one is called, and several at the beginning of a sentence. */
  noun: string;
  title: string;
  /** Who has them. */
  note: string;
  /** What may be done with a new one. */
  handling: string;
  /** What one is good for. */
  purpose: string;
  example: string;
  /** What happens to those who still use one that is revoked. */
  consequence: string;
  /** The types of the results of its commands. */
  created: 'CreateClientKeyPayload' | 'CreateServerKeyPayload';
  revoked: 'RevokeClientKeyPayload' | 'RevokeServerKeyPayload';
  listOf: (environment: { clientKeys: KeyFragment[]; serverKeys: KeyFragment[] }) => KeyFragment[];
}

export const CLIENT: KeyKind = {
  noun: 'client key',
  title: 'Client keys',
  note: 'for web pages and apps',
  handling:
    'It may stand in a web page or an app: it evaluates the flags of its environment, and nothing else.',
  purpose: 'With one, a page in a browser evaluates the flags of an environment and follows their changes.',
  example: 'web shop',
  consequence:
    'Pages and apps that still use it can no longer evaluate flags; what they have open ends at once.',
  created: 'CreateClientKeyPayload',
  revoked: 'RevokeClientKeyPayload',
  listOf: ({ clientKeys }) => clientKeys,
};

export const SERVER: KeyKind = {
  noun: 'server key',
  title: 'Server keys',
  note: 'for services, which keep them secret',
  handling:
    'It reads the rules of all flags of its environment, and rules name people. Keep it in the secrets of your service, never in a page or an app.',
  purpose: 'With one, a service reads the rules of an environment and evaluates its flags by itself.',
  example: 'checkout service',
  consequence: 'Services that still use it go on with the rules that they have, and get no changes any more.',
  created: 'CreateServerKeyPayload',
  revoked: 'RevokeServerKeyPayload',
  listOf: ({ serverKeys }) => serverKeys,
};

/** The result of the command with the key itself. */
export async function createKey(run: Run, kind: KeyKind, input: CreateClientKeyInput) {
  return kind === CLIENT
    ? (await run(CreateClientKeyDocument, { input })).createClientKey
    : (await run(CreateServerKeyDocument, { input })).createServerKey;
}

export async function revokeKey(run: Run, kind: KeyKind, projectKey: string, id: string) {
  return kind === CLIENT
    ? (await run(RevokeClientKeyDocument, { input: { projectKey, clientKeyId: id } })).revokeClientKey
    : (await run(RevokeServerKeyDocument, { input: { projectKey, serverKeyId: id } })).revokeServerKey;
}
