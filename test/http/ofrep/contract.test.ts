/**
 * Answers against the official OpenAPI document of OFREP, which a clone of the project has no copy of. Its `oneOf` is read as
 * `anyOf`: the case "use the default of the code" allows everything, so every answer with a value matches two of the cases.
 */

import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect } from 'vitest';
import { parse } from 'yaml';
import { testWithApp } from '#test/support/app.ts';
import { contractUrl } from '#test/support/contracts.ts';
import { askOfrep, BULK, createOfrepShop, type OfrepShop } from '#test/support/ofrep.ts';

const test = testWithApp({ worker: false });
const contract = contractUrl('ofrep/openapi.yaml');
const hasContract = existsSync(contract);

function createCheck() {
  const text = readFileSync(contract, 'utf8').replaceAll('oneOf:', 'anyOf:');
  const { components } = parse(text);
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'ofrep', components });
  return (schema: string, value: unknown) => {
    const check = ajv.compile({ $ref: `ofrep#/components/schemas/${schema}` });
    return check(value) ? [] : check.errors;
  };
}

describe.skipIf(!hasContract)('answers are valid (needs the contracts beside the project)', () => {
  let shop: OfrepShop;
  let faults: ReturnType<typeof createCheck>;
  test.beforeAll(async ({ gogreen }) => {
    shop = await createOfrepShop(gogreen);
    faults = createCheck();
  });

  test('the check finds what is wrong: a reason that is none, and a flag without a key', () => {
    expect(
      faults('evaluationSuccess', { key: 'a', value: true, reason: 'DEFAULT', variant: 'on' }),
    ).not.toEqual([]);
    expect(faults('evaluationSuccess', { value: true, reason: 'STATIC' })).not.toEqual([]);
    expect(faults('evaluationSuccess', { key: 'a', value: true, reason: 'STATIC' })).toEqual([]);
  });

  test('every flag alone is a serverEvaluationSuccess, and all of them a bulkEvaluationSuccess', async ({
    gogreen,
  }) => {
    for (const context of [{}, { userId: 'a', plan: 'pro', targetingKey: 'a' }]) {
      const bulk = await askOfrep(gogreen.url, { key: shop.serverKey, context });
      expect(faults('bulkEvaluationSuccess', bulk.json)).toEqual([]);
      const flags = bulk.json?.['flags'] as object[];
      for (const flag of flags) {
        expect(faults('serverEvaluationSuccess', flag)).toEqual([]);
      }
    }
  });

  test.for([
    ['evaluationFailure', `${BULK}/static`, '{', 400],
    ['evaluationFailure', `${BULK}/static`, '{"context":1}', 400],
    ['flagNotFound', `${BULK}/nothing`, '{}', 404],
    ['bulkEvaluationFailure', BULK, '{', 400],
    ['bulkEvaluationFailure', BULK, '{"context":1}', 400],
    ['generalErrorResponse', BULK, 'x'.repeat(200_000), 413],
  ] as const)('an error is a %s: %s', async ([schema, path, body, status], { gogreen }) => {
    const answer = await askOfrep(gogreen.url, { path, key: shop.clientKey, body });
    expect({ status: answer.status, faults: faults(schema, answer.json) }).toEqual({ status, faults: [] });
  });

  test('the data of an event is sseEventData', async ({ gogreen }) => {
    const leave = new AbortController();
    const response = await fetch(`${gogreen.url}/ofrep/v1/stream?key=${shop.clientKey}`, {
      signal: leave.signal,
    });
    const { value } = (await response.body?.pipeThrough(new TextDecoderStream()).getReader().read()) ?? {};
    leave.abort();
    const data = /^data: (.*)$/m.exec(value ?? '')?.[1] ?? '';
    expect(faults('sseEventData', JSON.parse(data))).toEqual([]);
    expect(JSON.parse(data)).toMatchObject({ type: 'refetchEvaluation', etag: expect.any(String) });
  });
});
