import { describe, expect, it } from 'vitest';
import { redactEchoes, redactResponse } from '#src/integrations/secrets/redact-echoes.ts';

const secrets = {
  signingSecret: 'whsec_abcdefgh1234',
  headerValues: { 'X-Key': 'key-$&-5678', 'X-On': 'on' },
};

describe('a response of a receiver', () => {
  it('that repeats secrets: is shown without them, at any depth', () => {
    const echo = '{"x-key":"key-$&-5678","again":"key-$&-5678","secret":"whsec_abcdefgh1234"}';
    expect(redactEchoes(echo, secrets)).toBe('{"x-key":"••••","again":"••••","secret":"••••1234"}');
  });

  it('with short words that are also secrets: keeps them', () => {
    expect(redactEchoes('on and off', secrets)).toBe('on and off');
  });
});

describe('a URL that is a secret', () => {
  const webhookUrl = 'https://hooks.slack.com/services/T0AB12CD3/B0EF45GH6/abcdefghijklmnopqrstuvwx';
  const path = '/powerautomate/automations/direct/workflows/0123456789abcdef/triggers/manual/paths/invoke';
  const workflowUrl = `https://x.environment.api.powerplatform.com${path}?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=Ab%2Bcd_ef-01%3D`;

  it.each([
    [webhookUrl],
    ['POST /services/T0AB12CD3/B0EF45GH6/abcdefghijklmnopqrstuvwx HTTP/1.1'],
    ['no service T0AB12CD3/B0EF45GH6/abcdefghijklmnopqrstuvwx'],
    ['{"token":"abcdefghijklmnopqrstuvwx"}'],
    ['{"path":"\\/services\\/T0AB12CD3\\/B0EF45GH6\\/abcdefghijklmnopqrstuvwx"}'],
    [`next=${encodeURIComponent(webhookUrl)}`],
  ])('in a response: no sensitive part of it is shown: %s', (echo) => {
    const shown = redactEchoes(echo, { webhookUrl });
    expect(shown).toContain('••••uvwx');
    expect(shown).not.toMatch(/abcdefgh|B0EF45GH6/);
  });

  it('in a response: its signature is masked in every encoding', () => {
    const echoes = [workflowUrl, 'sig=Ab%2Bcd_ef-01%3D is wrong', '{"sig":"Ab+cd_ef-01="}', `no ${path}`];
    const shown = redactEchoes(echoes.join('\n'), { workflowUrl });
    expect(shown).not.toMatch(/cd_ef|0123456789abcdef/);
    expect(shown).toContain('is wrong');
  });

  it('in a response: its ordinary words are kept', () => {
    const words =
      'The services, automations and workflows of powerautomate: triggers, manual, invoke; /triggers/manual/run, api-version 1.';
    expect(redactEchoes(words, { webhookUrl, workflowUrl })).toBe(words);
  });
});

it('a token without its scheme is masked too', () => {
  const headerValues = { Authorization: 'Bearer canary-0123456789', 'X-Words': 'production checkout' };
  expect(redactEchoes('{"token":"canary-0123456789"} production Bearer', { headerValues })).toBe(
    '{"token":"••••6789"} production Bearer',
  );
});

it('a secret that is encoded as HTML is masked', () => {
  const headerValues = { 'X-Key': `a<b>&"c"'d'-0123456789` };
  for (const echo of [
    "a&lt;b&gt;&amp;&quot;c&quot;'d'-0123456789",
    'a&lt;b&gt;&amp;&quot;c&quot;&#39;d&#39;-0123456789',
  ])
    expect(redactEchoes(`<p>${echo}</p>`, { headerValues })).toBe('<p>••••6789</p>');
});

it('decoded user and password of Basic credentials are masked', () => {
  const headerValues = { Authorization: `Basic ${Buffer.from('admin:hunter2-hunter3').toString('base64')}` };
  expect(redactEchoes('no user admin:hunter2-hunter3', { headerValues })).toBe('no user ••••ter3');
  expect(redactEchoes('wrong password hunter2-hunter3!', { headerValues })).toBe('wrong password ••••ter3!');
});

describe('a response body that was cut off', () => {
  const secret = 'canary-"0123456789"-abcdef';
  const cut = (body: string, truncated = true) =>
    redactResponse({ headers: [], body, truncated }, { headerValues: { 'X-Key': secret } }).body;

  it.each([8, 12, 20, secret.length - 1])('%i characters into a secret: shows none of them', (length) => {
    expect(cut(`you sent: ${secret.slice(0, length)}`)).toBe('you sent: ••••');
  });

  it('within a secret that JSON escapes: shows none of it', () => {
    expect(cut(`{"key":"${JSON.stringify(secret).slice(1, 15)}`)).toBe('{"key":"••••');
  });

  it('outside of a secret: is not changed, nor is a complete one', () => {
    expect(cut('you sent: canary')).toBe('you sent: canary');
    expect(cut(`you sent: ${secret.slice(0, 20)}`, false)).toBe(`you sent: ${secret.slice(0, 20)}`);
  });
});

/** With characters that the writers of the world encode differently. */
const AWKWARD = 'key_a+b/c=d"e\\f<g>&h\'i j-1.é😀-0123456789';
const units = (text: string, write: (unit: string) => string) =>
  text
    .split('')
    .map((unit) => (/[a-z0-9]/i.test(unit) ? unit : write(unit)))
    .join('');
const code = (unit: string) => unit.charCodeAt(0).toString(16).padStart(4, '0');

const spellings: [writer: string, spelling: string][] = [
  ['nobody', AWKWARD],
  ['JSON.stringify', JSON.stringify(AWKWARD)],
  ['JSON in JSON', JSON.stringify(JSON.stringify(AWKWARD))],
  ['JSON with slashes escaped', JSON.stringify(AWKWARD).replaceAll('/', '\\/')],
  ['JSON with \\u00XX in capitals', units(AWKWARD, (unit) => `\\u${code(unit).toUpperCase()}`)],
  ['JSON with \\u00xx in small letters', units(AWKWARD, (unit) => `\\u${code(unit)}`)],
  ['encodeURIComponent', encodeURIComponent(AWKWARD)],
  ['percent signs twice', encodeURIComponent(encodeURIComponent(AWKWARD))],
  ['percent signs in small letters for every byte', percent(AWKWARD)],
  ['a form', new URLSearchParams({ p: AWKWARD }).toString()],
  ['numbered entities', [...AWKWARD].map((character) => `&#${character.codePointAt(0)};`).join('')],
  ['hexadecimal entities', [...AWKWARD].map((each) => `&#x${each.codePointAt(0)?.toString(16)};`).join('')],
];

function percent(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

it.each(spellings)('a secret is masked in the encoding of %s', (_writer, spelling) => {
  const shown = redactEchoes(`before ü ${spelling} after`, { AWKWARD });
  expect(shown).toMatch(/^before ü .*••••6789.* after$/);
  expect(shown).not.toMatch(/key|0123|é|%|\\u|&/);
});

it.each(spellings)('a secret that was cut off is masked in the encoding of %s', (_writer, spelling) => {
  const body = `before ${spelling.slice(0, -8)}`;
  const { body: shown } = redactResponse({ headers: [], body, truncated: true }, { AWKWARD });
  expect(shown).toMatch(/^before .{0,16}••••$/);
  expect(shown).not.toMatch(/[a-j][-+/=]/);
});
