import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { cut, visible } from '../../dashboard/src/design/text/visible.ts';
import type { MessageFragment } from '../../dashboard/src/gql/graphql.ts';
import { readDeliverySearch, toFilter } from '../../dashboard/src/screens/deliveries/delivery-search.ts';
import { curlOf } from '../../dashboard/src/screens/deliveries/inspector/curl.ts';
import { prettyJson, tokensOf } from '../../dashboard/src/screens/deliveries/inspector/exchange/json-text.ts';
import { EMPTY, type Row, reduce } from '../../dashboard/src/screens/deliveries/list/delivery-list.ts';
import { readReplay } from '../../dashboard/src/screens/deliveries/recoveries/replay-input.ts';

describe('JSON as text', () => {
  it('is indented with its digits, order and repeated keys as they were sent', () => {
    const text = '{"n":12345678901234567890.10,"a":[],"a":{"b":[1,"x,{y}\\""]}}';
    const pretty = prettyJson(text) ?? '';
    expect(pretty).toContain('"n": 12345678901234567890.10,\n  "a": [],\n  "a": {');
    expect(pretty.replaceAll(/\n\s*/g, '').replaceAll(': ', ':')).toBe(text);
  });

  it('is indented as far as it goes when its end is missing', () => {
    expect(prettyJson('{"a":["b","c')).toBe('{\n  "a": [\n    "b",\n    "c');
  });

  it('of a hundred thousand brackets stays small', () => {
    expect(prettyJson('['.repeat(100_000))?.length).toBeLessThan(300_000);
  });

  it('is coloured without losing a character', () => {
    const text = '{ "a": "b", "c": [1, true, null, "d:"] } and "more';
    expect(
      tokensOf(text)
        .map((token) => token.text)
        .join(''),
    ).toBe(text);
    expect(tokensOf(text)).toContainEqual({ kind: 'key', text: '"a"' });
  });
});

describe('a request as a command', () => {
  const request: MessageFragment = {
    method: 'POST',
    url: 'https://example.com/it?a=1&b=$HOME',
    headers: [
      { name: 'Content-Type', value: 'application/json' },
      { name: 'Content-Length', value: '5' },
    ],
    body: `{"text":"it's $(rm -rf /) \`id\` \\n"}`,
    bodyBytes: 5,
    truncated: false,
  };

  it('keeps every character out of the reach of the shell', () => {
    const script = curlOf(request).replace(/^curl/, 'printf "%s\\n"');
    const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
    expect(stdout.split('\n').slice(0, -1)).toEqual([
      '-X',
      'POST',
      request.url,
      '-H',
      'Content-Type: application/json',
      '--data-raw',
      request.body,
    ]);
  });

  it('says which parts must be put in before it is sent', () => {
    const headers = [{ name: 'Authorization', value: 'Bearer ••••1234' }];
    expect(curlOf({ ...request, headers })).toMatch(/^# Secrets are masked as ••••/);
    expect(curlOf({ ...request, truncated: true })).toContain('# The body is only the beginning');
  });
});

describe('text from outside', () => {
  it('shows characters that turn or hide others by their code', () => {
    expect(visible('a\u202Eb\u200Bc\u0007\r\nd\te')).toBe('a‹U+202E›b‹U+200B›c‹U+0007›\nd\te');
  });

  it('is not cut within a character', () => {
    expect(cut('ab😀', 3)).toEqual({ shown: 'ab', hidden: 2 });
  });
});

describe('the list of deliveries', () => {
  const row = (id: string, status = 'DELIVERED') => ({ id, status, lastAttempt: null }) as unknown as Row;
  const page = { rows: [row('d4'), row('d2')], total: 9, endCursor: 'c', hasMore: true };
  const loaded = reduce(EMPTY, { type: 'first page', page });
  const change = (deliveries: Row[], hold: boolean, state = loaded) =>
    reduce(state, { type: 'changed', deliveries, filter: { statuses: ['DELIVERED'] }, hold });
  const ids = ({ rows }: typeof loaded) => rows?.map(({ id }) => id);

  it('holds new ones back and then shows them by age', () => {
    const held = change([row('d3'), row('d5')], true);
    expect(ids(held)).toEqual(['d4', 'd2']);
    expect(held).toMatchObject({ total: 11, held: { size: 2 } });
    expect(ids(reduce(held, { type: 'show held' }))).toEqual(['d5', 'd4', 'd3', 'd2']);
  });

  it('keeps a row in its place that matches no longer, and counts it no longer', () => {
    const next = change([row('d4', 'PENDING')], false);
    expect(next.rows?.[0]).toMatchObject({ id: 'd4', status: 'PENDING' });
    expect(next.total).toBe(8);
    expect(change([row('d4')], false, next).total).toBe(9);
  });

  it('leaves out what does not match, and what a later page will bring', () => {
    const next = change([row('d5', 'FAILED'), row('d1')], false);
    expect(ids(next)).toEqual(['d4', 'd2']);
    expect(next.total).toBe(9);
  });

  it('takes a held one back that matches no longer', () => {
    const next = change([row('d5', 'FAILED')], true, change([row('d5')], true));
    expect(next).toMatchObject({ total: 9, held: { size: 0 } });
  });
});

describe('the address of the deliveries', () => {
  it('is read by the form of its parts: what is not understood is left out', () => {
    const search = readDeliverySearch({
      status: ['FAILED', 'x'],
      answer: 503,
      from: 'soon',
      last: '9y',
      test: true,
    });
    expect(JSON.parse(JSON.stringify(search))).toEqual({ status: ['FAILED'], answer: '503' });
  });

  it('stands for a filter of the API', () => {
    const now = Date.parse('2026-11-30T12:00:00Z');
    expect(toFilter({ answer: '5xx', last: '24h', to: '2026-01-01T00:00:00Z', flag: 'a' }, now)).toEqual({
      responseStatuses: { from: 500, to: 599 },
      createdAfter: '2026-11-29T12:00:00.000Z',
      flagKey: 'a',
    });
    expect(toFilter({ replay: 'events' }, now)).toBeNull();
  });
});

describe('the form of a replay', () => {
  const form = {
    integrationId: 'intg_1',
    by: 'sequence',
    first: '',
    last: '',
    from: '',
    to: '',
    include: 'ALL',
  } as const;

  it('counts from the first event that is sent', () => {
    expect(readReplay({ ...form, first: '1,204', last: '1300' }).input).toMatchObject({
      afterSequence: 1203,
      untilSequence: 1300,
    });
  });

  it.each([
    [{ first: '0' }, 'first'],
    [{ last: '1.5' }, 'last'],
    [{ first: '9', last: '3' }, 'last'],
    [{ integrationId: '' }, 'integrationId'],
    [{ by: 'time', from: '2026-01-02T00:00', to: '2026-01-01T00:00' } as const, 'to'],
  ])('marks a fault at its field: %o', (change, field) => {
    expect(readReplay({ ...form, ...change }).issues).toHaveProperty(field);
  });
});
