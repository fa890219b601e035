/** The features of the OpenFeature specification (appendix B), with our providers for servers and for pages. */

import { existsSync, readFileSync } from 'node:fs';
import { OpenFeature as Server } from '@openfeature/server-sdk';
import { OpenFeature as Web } from '@openfeature/web-sdk';
import type { JsonValue } from 'gogreen-engine';
import { GoGreenProvider } from 'gogreen-openfeature-server';
import { GoGreenWebProvider } from 'gogreen-openfeature-web';
import { describe, expect, onTestFinished, test } from 'vitest';
import { contractUrl } from '#test/support/contracts.ts';
import { eventually } from '#test/support/eventually.ts';
import { type FakeGoGreen, quickTiming, startFakeGoGreen } from '#test/support/fake-gogreen.ts';
import { readScenarios, runScenario, type Step } from '#test/support/gherkin.ts';
import { toFlags } from '#test/support/openfeature-flags.ts';

const folder = contractUrl('openfeature-spec/');
const isHere = existsSync(folder);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');

type Type = 'Boolean' | 'String' | 'Integer' | 'Float' | 'Object';
type Context = Record<string, string | number | boolean | null>;

interface Details {
  flagKey: string;
  value: JsonValue;
  variant?: string;
  reason?: string;
  errorCode?: string;
  flagMetadata: Record<string, boolean | string | number>;
}

/** A client of one of the two SDKs. */
interface Sdk {
  /** Sets a provider. Resolves when it is initialized, also when that failed. */
  setProvider(options: { url: string; readyTimeoutMs: number }): Promise<void>;
  status(): string;
  evaluate(
    type: Type,
    key: string,
    defaultValue: JsonValue,
    context: Context,
    hooks: object[],
  ): Promise<Details>;
}

let domains = 0;

function createServerSdk(): Sdk {
  const domain = `conformance-${++domains}`;
  const client = Server.getClient(domain);
  return {
    async setProvider(options) {
      const provider = new GoGreenProvider({ ...options, key: 'k', timing: quickTiming });
      onTestFinished(() => provider.onClose());
      await Server.setProviderAndWait(domain, provider).catch(() => {});
    },
    status: () => client.providerStatus,
    evaluate(type, key, defaultValue, given, hooks) {
      const context = given as Record<string, string>;
      const options = { hooks };
      if (type === 'Boolean') return client.getBooleanDetails(key, defaultValue as boolean, context, options);
      if (type === 'String') return client.getStringDetails(key, defaultValue as string, context, options);
      if (type === 'Object') return client.getObjectDetails(key, defaultValue, context, options);
      return client.getNumberDetails(key, defaultValue as number, context, options);
    },
  };
}

function createWebSdk(): Sdk {
  const domain = `conformance-${++domains}`;
  const client = Web.getClient(domain);
  return {
    async setProvider(options) {
      const provider = new GoGreenWebProvider({ ...options, key: 'k', timing: quickTiming });
      onTestFinished(() => provider.onClose());
      await Web.setProviderAndWait(domain, provider, {}).catch(() => {});
    },
    status: () => client.providerStatus,
    async evaluate(type, key, defaultValue, context, hooks) {
      // A page has one context for all its evaluations.
      if (client.providerStatus === 'READY') await Web.setContext(domain, context as Record<string, string>);
      const options = { hooks };
      if (type === 'Boolean') return client.getBooleanDetails(key, defaultValue as boolean, options);
      if (type === 'String') return client.getStringDetails(key, defaultValue as string, options);
      if (type === 'Object') return client.getObjectDetails(key, defaultValue, options);
      return client.getNumberDetails(key, defaultValue as number, options);
    },
  };
}

interface World {
  sdk: Sdk;
  fake: FakeGoGreen;
  context: Context;
  flag: { type: Type; key: string; defaultValue: JsonValue };
  details: Details | null;
  hooks: object[];
  calls: string[];
}

/** Not what a flag of GoGreen does. Every row is of a scenario that exists. */
const EXCEPTIONS: Record<string, string> = {
  'evaluation Resolves based on context (1)': 'test-flags.json has no flag context-aware',
  'evaluation_v2 Flag metadata in evaluation details (1)': 'flags have no metadata of their own',
  'metadata Returns metadata (1)': 'flags have no metadata of their own',
  'evaluation_v2 CACHED reason (1)': 'CACHED means values of a copy, while GoGreen is away',
  'evaluation_v2 CACHED reason (2)': 'CACHED means values of a copy, while GoGreen is away',
  'evaluation_v2 DISABLED reason (5)':
    'a flag that is off serves a variation, and none has the value {"a": 1}',
};

const FEATURES = ['evaluation', 'evaluation_v2', 'metadata'];
const scenarios = isHere
  ? FEATURES.flatMap((feature) =>
      readScenarios(read(`${feature}.feature`)).map((scenario) => ({
        ...scenario,
        name: `${feature} ${scenario.name}`,
      })),
    )
  : [];

if (!isHere) process.stderr.write('No shared/contracts: the features of OpenFeature are skipped.\n');

describe.skipIf(!isHere)('features of the OpenFeature specification', () => {
  describe.each([
    { name: 'the provider for servers', create: createServerSdk },
    { name: 'the provider for pages', create: createWebSdk },
  ])('$name', ({ create }) => {
    test.each(scenarios.filter(({ name }) => !(name in EXCEPTIONS)))('$name', async (scenario) => {
      const fake = await startFakeGoGreen(toFlags(JSON.parse(read('test-flags.json'))));
      const flag = { type: 'Boolean' as const, key: '', defaultValue: null };
      const world = { sdk: create(), fake, context: {}, flag, details: null, hooks: [], calls: [] };
      await runScenario<World>(world, scenario, steps);
    });
  });

  test('the scenarios that are left out: each exists', () => {
    const names = scenarios.map(({ name }) => name);
    expect(Object.keys(EXCEPTIONS).filter((name) => !names.includes(name))).toEqual([]);
    expect(names.length).toBeGreaterThan(90);
  });
});

const silence = () => {};
// They log the errors that scenarios are about.
const quiet = { error: silence, warn: silence, info: silence, debug: silence };
Server.setLogger(quiet);
Web.setLogger(quiet);

const steps: Step<World>[] = [
  [/a (stable|not ready|fatal|error|stale) provider/, setProvider],
  [
    /the provider status should be "(\w+)"/,
    ({ sdk }, [status]) => eventually(() => expect(sdk.status()).toBe(status)),
  ],
  [
    /a (\w+)-flag with key "([^"]+)" and a fallback value "(.*)"/,
    (world, [type, key = '', text = '']) => {
      world.flag = { type: type as Type, key, defaultValue: parse(type as Type, text) };
    },
  ],
  [
    /a context containing a key "([^"]+)", with type "(\w+)" and with value "(.*)"/,
    (world, [key = '', type, text = '']) => {
      world.context[key] = parse(type as Type, text) as string;
    },
  ],
  [
    /a context containing a key "([^"]+)" with null value/,
    (world, [key = '']) => {
      world.context[key] = null;
    },
  ],
  [
    /an evaluation context with modifiable data/,
    (world) => {
      world.context = { email: 'a@b.example' };
    },
  ],
  [
    /evaluation options containing specific hooks/,
    (world) => {
      const { calls } = world;
      world.hooks = ['first', 'second'].map((name) => ({
        before: () => void calls.push(`before ${name}`),
        after: () => void calls.push(`after ${name}`),
        finally: () => void calls.push(`finally ${name}`),
      }));
    },
  ],
  [/the flag was evaluated with details(?: asynchronously| using the evaluation options)?/, evaluate],
  [/the evaluation should complete without blocking/, ({ details }) => expect(details).not.toBeNull()],
  [/the specified hooks should execute during evaluation/, ({ calls }) => expect(calls).toHaveLength(6)],
  [
    /the hook order should be maintained/,
    ({ calls }) =>
      expect(calls).toEqual([
        'before first',
        'before second',
        'after second',
        'after first',
        'finally second',
        'finally first',
      ]),
  ],
  [
    /the resolved details value should be "(.*)"/,
    ({ details, flag }, [text = '']) => expect(details?.value).toEqual(parse(flag.type, text)),
  ],
  [/the reason should be "(\w+)"/, ({ details }, [reason]) => expect(details?.reason).toBe(reason)],
  [/the error-code should be "(\w+)"/, ({ details }, [code]) => expect(details?.errorCode).toBe(code)],
  [/the flag key should be "([^"]+)"/, ({ details }, [key]) => expect(details?.flagKey).toBe(key)],
  [/the variant should be "([^"]+)"/, ({ details }, [variant]) => expect(details?.variant).toBe(variant)],
  [/the resolved metadata is empty/, ({ details }) => expect(details?.flagMetadata).toEqual({})],
  [
    /the original evaluation context should remain unmodified/,
    ({ context }) => expect(context).toEqual({ email: 'a@b.example' }),
  ],
  [
    /the evaluation details should be immutable/,
    ({ details }) => expect(Object.isFrozen(details?.flagMetadata)).toBe(true),
  ],
  // The deprecated feature says the same in other words.
  [
    /an? (boolean|string|integer|float) flag with key "([^"]+)" is evaluated with (?:details and )?default value "?([^"]*)"?/,
    (world, [type = '', key = '', text = '']) => evaluateAs(world, typeNamed(type), key, text),
  ],
  [
    /an object flag with key "([^"]+)" is evaluated with (?:details and )?a null default value/,
    (world, [key = '']) => evaluateAs(world, 'Object', key, 'null'),
  ],
  [
    /a non-existent string flag with key "([^"]+)" is evaluated with details and a fallback value "([^"]*)"/,
    (world, [key = '', text = '']) => evaluateAs(world, 'String', key, text),
  ],
  [
    /a string flag with key "([^"]+)" is evaluated as an integer, with details and a fallback value (\d+)/,
    (world, [key = '', text = '']) => evaluateAs(world, 'Integer', key, text),
  ],
  [
    /the resolved (?:boolean|string|integer|float)(?: details)? value should be "?([^",]*)"?/,
    ({ details, flag }, [text = '']) => expect(details?.value).toEqual(parse(flag.type, text)),
  ],
  [
    /the resolved \w+ details value should be "?([^",]*)"?, the variant should be "(\w+)", and the reason should be "(\w+)"/,
    ({ details, flag }, [text = '', variant, reason]) =>
      expect(details).toMatchObject({ value: parse(flag.type, text), variant, reason }),
  ],
  [
    /the resolved object (?:details )?value should be contain fields "showImages", "title", and "imagesPerPage", with values "true", "([^"]+)" and 100, respectively/,
    ({ details }, [title]) => expect(details?.value).toEqual({ showImages: true, title, imagesPerPage: 100 }),
  ],
  [
    /the variant should be "(\w+)", and the reason should be "(\w+)"/,
    ({ details }, [variant, reason]) => expect(details).toMatchObject({ variant, reason }),
  ],
  [
    /the default (?:string|integer) value should be returned/,
    ({ details, flag }) => expect(details?.value).toBe(flag.defaultValue),
  ],
  [
    /the reason should indicate an error and the error code should indicate a [\w ]+ with "(\w+)"/,
    ({ details }, [errorCode]) => expect(details).toMatchObject({ reason: 'ERROR', errorCode }),
  ],
];

async function setProvider({ sdk, fake }: World, [state]: string[]): Promise<void> {
  if (state === 'not ready') fake.troubles.set('*', { status: 'silence' });
  if (state === 'fatal') fake.troubles.set('*', { status: 401 });
  if (state === 'error') fake.troubles.set('*', { status: 503 });
  const set = sdk.setProvider({ url: fake.url, readyTimeoutMs: state === 'error' ? 50 : 10_000 });
  if (state === 'not ready') return;
  await set;
  if (state !== 'stale') return;
  fake.troubles.set('*', { status: 503 });
  fake.cut();
}

async function evaluate(world: World): Promise<void> {
  const { sdk, flag, context, hooks } = world;
  world.details = await sdk.evaluate(flag.type, flag.key, flag.defaultValue, context, hooks);
}

async function evaluateAs(world: World, type: Type, key: string, text: string): Promise<void> {
  world.flag = { type, key, defaultValue: parse(type, text) };
  await evaluate(world);
}

function typeNamed(name: string): Type {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}` as Type;
}

/** A value as features write it. */
function parse(type: Type, text: string): JsonValue {
  return type === 'String' ? text : JSON.parse(text.replaceAll('\\"', '"'));
}
