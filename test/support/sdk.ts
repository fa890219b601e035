/** What tests of the SDKs' protocol start from: an environment with its keys, readers that apply what they get, and the truth. */

import {
  type CompiledRuleset,
  type Context,
  compile,
  type OpenFeatureEvaluation,
  parseRuleset,
  parseRulesetChanges,
  type Ruleset,
} from 'gogreen-engine';
import { expect } from 'vitest';
import { rulesetIn, stateOf } from '#src/rulesets/project-state.ts';
import { loadProject } from '#src/rulesets/read-project.ts';
import type { TestApp } from '#test/support/app.ts';
import { createProject } from '#test/support/builders.ts';
import { eventually } from '#test/support/eventually.ts';
import { openSse, type ServerSentEvent, type SseClient } from '#test/support/sse-client.ts';
import { addClientKey, addServerKey } from '#test/support/tokens.ts';

export interface SdkPlace {
  projectKey: string;
  projectId: string;
  /** Of production. */
  environmentId: string;
  environmentKey: string;
  serverKey: string;
  serverKeyId: string;
  clientKey: string;
}

/** A project, and keys of its environment production. */
export async function createSdkPlace(gogreen: TestApp): Promise<SdkPlace> {
  const { key: projectKey, id: projectId, environments } = await createProject(gogreen);
  const environment = environments.find(({ key }) => key === 'production');
  if (!environment) throw new Error('the project has no environment production');
  const server = await addServerKey(gogreen, environment.id);
  const client = await addClientKey(gogreen, environment.id);
  return {
    projectKey,
    projectId,
    environmentId: environment.id,
    environmentKey: environment.key,
    serverKey: server.token,
    serverKeyId: server.tokenId,
    clientKey: client.token,
  };
}

/** The ruleset of the environment, read from Postgres by itself. */
export async function freshRuleset({ app }: TestApp, place: SdkPlace): Promise<Ruleset> {
  const loaded = await loadProject(app.database.pool, place.projectId);
  if (!loaded) throw new Error('there is no such project');
  const state = stateOf(loaded);
  const environment = state.environments.get(place.environmentId);
  if (!environment) throw new Error('there is no such environment');
  return rulesetIn(state, environment);
}

/** A value as `POST /sdk/v1/values` has it. */
export type ShownValue = OpenFeatureEvaluation | { errorCode: string; errorDetails: string };

export interface Follower<State> {
  /** What it has, after all that it has applied. Undefined before the first event. */
  state(): State | undefined;
  /** `<epoch>.<version>`; undefined before the first event. */
  position(): string | undefined;
  /** The connection of now. */
  client(): SseClient;
  /** The names of the events that it got, on all its connections. */
  readonly names: readonly string[];
  /** Cuts the connection and opens another one, which resumes. */
  reconnect(url?: string): Promise<void>;
  /** Resolves once it is at the version, or a later one. */
  reach(version: number): Promise<void>;
  leave(): void;
}

/** Keeps a ruleset as an SDK does: an event that does not fit fails the test. */
export function followRuleset(
  url: string,
  key: string,
  headers: Record<string, string> = {},
): Promise<Follower<CompiledRuleset>> {
  return follow<CompiledRuleset>(
    (onEvent, lastEventId, at = url) =>
      openSse(`${at}/sdk/v1/stream`, { key, lastEventId, onEvent, headers }),
    (event, before) => {
      if (event.name === 'ruleset') return compile(parseRuleset(JSON.parse(event.data)));
      expect(event.name).toBe('changes');
      const after = before?.apply(parseRulesetChanges(JSON.parse(event.data)));
      if (!after) throw new Error(`the event does not fit to ${before?.ruleset.version}: ${event.data}`);
      expect(event.id).toBe(`${after.ruleset.epoch}.${after.ruleset.version}`);
      return after;
    },
  );
}

/** Keeps values as an SDK does: an event that does not fit fails the test. */
export function followValues(
  url: string,
  key: string,
  context: Context,
): Promise<Follower<Map<string, ShownValue>>> {
  let version = -1;
  return follow<Map<string, ShownValue>>(
    (onEvent, lastEventId, at = url) =>
      openSse(`${at}/sdk/v1/values`, { key, method: 'POST', body: { context }, lastEventId, onEvent }),
    (event, before) => {
      const data = JSON.parse(event.data);
      if (event.name === 'values') {
        version = data.version;
        return new Map<string, ShownValue>(Object.entries(data.flags));
      }
      expect(event.name).toBe('changes');
      expect(data.from).toBe(version);
      expect(event.id).toBe(`${data.epoch}.${data.to}`);
      version = data.to;
      const after = new Map(before);
      for (const [flag, value] of Object.entries<ShownValue | null>(data.flags)) {
        if (value === null) after.delete(flag);
        else after.set(flag, value);
      }
      return after;
    },
  );
}

async function follow<State>(
  open: (
    onEvent: (event: ServerSentEvent) => void,
    lastEventId: string | undefined,
    url?: string,
  ) => Promise<SseClient>,
  apply: (event: ServerSentEvent, before: State | undefined) => State,
): Promise<Follower<State>> {
  let state: State | undefined;
  let position: string | undefined;
  let failure: unknown;
  const names: string[] = [];

  async function connect(url?: string): Promise<SseClient> {
    let isCurrent = true;
    const client = await open(
      (event) => {
        // What was on its way when the connection was cut did not arrive.
        if (!isCurrent || failure) return;
        names.push(event.name);
        try {
          state = apply(event, state);
          position = event.id;
        } catch (error) {
          failure = error;
        }
      },
      position,
      url,
    );
    if (client.status !== 200) throw new Error(`no stream but ${client.status}: ${client.text}`);
    return {
      ...client,
      cut() {
        isCurrent = false;
        client.cut();
      },
    };
  }

  let client = await connect();
  return {
    state: () => state,
    position: () => position,
    client: () => client,
    names,
    async reconnect(url) {
      client.cut();
      client = await connect(url);
    },
    reach: (version) =>
      eventually(() => {
        if (failure) throw failure;
        expect(Number(position?.split('.').at(-1) ?? -1)).toBeGreaterThanOrEqual(version);
      }),
    leave: () => client.cut(),
  };
}
