/** Who is told about the events of a scenario. */

import { accept } from '#test/faults/behaviours.ts';
import { type Behaviour, type Endpoint, type EndpointRequest, startEndpoint } from '#test/faults/endpoint.ts';
import { drip, explode, flood, hang, NOT_HTTP, redirect, reset } from '#test/faults/misbehaviours.ts';
import { findQuietPort } from '#test/faults/quiet-port.ts';
import { startRawEndpoint } from '#test/faults/raw-endpoint.ts';
import type { DnsServer } from '#test/support/dns-server.ts';
import { selfSigned } from '#test/support/self-signed.ts';

export interface Party {
  name: string;
  url: string;
  /** The error classes that attempts to reach it may show; null: everything must reach it. */
  fails: string[] | null;
  requests: EndpointRequest[];
  close(): Promise<void>;
}

const SILENT_NAME = 'silent.test';

/** A party whose behaviour a scenario may change. */
export type HealthyParty = Party & Pick<Endpoint, 'behave'>;

export async function startHealthy(count: number): Promise<HealthyParty[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, number) => ({
      name: `healthy ${number + 1}`,
      fails: null,
      ...(await startEndpoint(accept)),
    })),
  );
}

/** The endpoints under names of their own, and one more whose name is never answered for. */
export function callByName(endpoints: Party[], names: DnsServer): Party[] {
  const named = endpoints.map((endpoint, number) => {
    const url = new URL(endpoint.url);
    url.hostname = `endpoint-${number + 1}.test`;
    names.names.set(url.hostname, ['127.0.0.1']);
    return { ...endpoint, url: url.href };
  });
  names.ignores = (question) => question.endsWith(SILENT_NAME);
  const silent = { name: 'silent name', url: `http://${SILENT_NAME}:8080/`, fails: ['dns'] };
  return [...named, { ...silent, requests: [], close: async () => undefined }];
}

/** All that endpoints do wrong. Two of them accept what they get, though they make it hard to hear. */
export async function startMisbehaving(): Promise<Party[]> {
  return Promise.all([
    party('10 GB of answer', null, startEndpoint(flood)),
    party('gzip bomb', null, startEndpoint(explode)),
    startRefusing(),
    misbehaving('reset', ['refused'], reset),
    misbehaving('hang', ['timeout'], hang),
    misbehaving('byte a second', ['timeout'], drip),
    misbehaving('redirect loop', ['http'], redirect),
    party('invalid HTTP', ['http'], startRawEndpoint(NOT_HTTP)),
    party('bad certificate', ['tls'], startEndpoint(accept, selfSigned)),
  ]);
}

function misbehaving(name: string, fails: string[], behaviour: Behaviour): Promise<Party> {
  return party(name, fails, startEndpoint(behaviour));
}

async function party(
  name: string,
  fails: string[] | null,
  starting: Promise<Pick<Party, 'url' | 'close'> & Partial<Pick<Party, 'requests'>>>,
): Promise<Party> {
  return { name, fails, requests: [], ...(await starting) };
}

async function startRefusing(): Promise<Party> {
  const url = `http://127.0.0.1:${await findQuietPort()}/`;
  return { name: 'refuse', url, fails: ['refused'], requests: [], close: async () => undefined };
}
