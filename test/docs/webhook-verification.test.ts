/** The functions of the README by which receivers verify webhooks, run as their readers run them. */

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { signStandardWebhooks } from '#src/platform/secrets/signing.ts';
import { readPage } from '#test/support/doc-pages.ts';

const secretOf = (fill: number) => `whsec_${Buffer.alloc(32, fill).toString('base64')}`;
const [present, replaced, oldest] = [secretOf(3), secretOf(2), secretOf(1)];
const body = '{"event":"flag.updated","flag_name":"Größe 🚀"}';
const now = Math.floor(Date.now() / 1000);

type Headers = Record<string, string>;

function sign(secrets: string[] = [present], timestampSeconds = now): Headers {
  const id = 'dlv_01kjvvfzw0e9ht1fyfp4m2x7ar';
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': signStandardWebhooks({ id, timestampSeconds, body, secrets }),
  };
}

const signed = sign();
const signature = signed['webhook-signature'] ?? '';
const without = (name: string) =>
  Object.fromEntries(Object.entries(signed).filter(([each]) => each !== name));

interface Case {
  headers: Headers;
  is: boolean;
  secret?: string;
  body?: string;
}
const cases: Record<string, Case> = {
  'signed with the secret': { headers: signed, is: true },
  'another body': { headers: signed, body: `${body} `, is: false },
  'signed with another secret': { headers: sign([secretOf(9)]), is: false },
  'a rotation: the receiver has the new secret': { headers: sign([present, replaced]), is: true },
  'a rotation: the receiver has the old secret': {
    headers: sign([present, replaced]),
    secret: replaced,
    is: true,
  },
  'two rotations: the receiver has the oldest secret': {
    headers: sign([present, replaced, oldest]),
    secret: oldest,
    is: true,
  },
  'two signatures, neither with the secret': { headers: sign([replaced, oldest]), is: false },
  'four minutes old': { headers: sign([present], now - 240), is: true },
  'ten minutes old': { headers: sign([present], now - 600), is: false },
  'ten minutes ahead': { headers: sign([present], now + 600), is: false },
  'no webhook-id': { headers: without('webhook-id'), is: false },
  'no webhook-timestamp': { headers: without('webhook-timestamp'), is: false },
  'no webhook-signature': { headers: without('webhook-signature'), is: false },
  'no headers': { headers: {}, is: false },
  ...Object.fromEntries(
    ['', ' ', ',', 'v1', 'v1,', 'v1,%', `v1a,${signature.slice(3)}`, `${signature.slice(0, -1)}é`].map(
      (text) => [`the signature "${text}"`, { headers: { ...signed, 'webhook-signature': text }, is: false }],
    ),
  ),
  ...Object.fromEntries(
    ['', 'soon', '-1', '1e3', 'NaN', `${now}s`, '９'.repeat(10), '9'.repeat(5_000)].map((text) => [
      `the timestamp "${text.slice(0, 12)}"`,
      { headers: { ...signed, 'webhook-timestamp': text }, is: false },
    ]),
  ),
};

/** What the programs below read: one request for each line of the list. */
const requests = Object.values(cases).map(({ headers, secret = present, ...given }) => ({
  body: Buffer.from(given.body ?? body).toString('base64'),
  headers,
  secret,
}));
const expected = Object.fromEntries(Object.entries(cases).map(([name, { is }]) => [name, is]));
const named = (answers: boolean[]) =>
  Object.fromEntries(Object.keys(cases).map((name, index) => [name, answers[index]]));

test('README, the Node function that verifies webhooks: takes what any valid secret has signed in the last minutes, and refuses all else without failing', async () => {
  const file = await writeExample('verify.mjs', example('js'));
  const { isFromGoGreen } = await import(pathToFileURL(file).href);
  const answers = requests.map(({ body: raw, headers, secret }) =>
    isFromGoGreen(Buffer.from(raw, 'base64'), headers, secret),
  );
  expect(named(answers)).toEqual(expected);
});

test.skipIf(!isInstalled('python3'))(
  'README, the Python function that verifies webhooks (needs python3): takes what any valid secret has signed in the last minutes, and refuses all else without failing',
  async () => {
    const program = `
import json, sys
print(json.dumps([
    is_from_gogreen(base64.b64decode(each["body"]), each["headers"], each["secret"]) for each in json.load(sys.stdin)
]))
`;
    const file = await writeExample('verify.py', example('python') + program);
    expect(named(run('python3', file))).toEqual(expected);
  },
);

test.skipIf(!isInstalled('go'))(
  'README, the Go function that verifies webhooks (needs go): takes what any valid secret has signed in the last minutes, and refuses all else without failing',
  async () => {
    const program = `
func main() {
	var requests []struct {
		Body    []byte
		Headers map[string]string
		Secret  string
	}
	if err := json.NewDecoder(os.Stdin).Decode(&requests); err != nil {
		panic(err)
	}
	answers := []bool{}
	for _, request := range requests {
		headers := http.Header{}
		for name, value := range request.Headers {
			headers.Set(name, value)
		}
		answers = append(answers, IsFromGoGreen(request.Body, headers, request.Secret))
	}
	json.NewEncoder(os.Stdout).Encode(answers)
}
`;
    const runnable = example('go')
      .replace('package gogreen', 'package main')
      .replace('"net/http"', '"encoding/json"\n\t"net/http"\n\t"os"');
    const file = await writeExample('verify.go', runnable + program);
    expect(named(run('go', 'run', file))).toEqual(expected);
  },
);

function example(language: string): string {
  const block = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'm');
  const [, code] = block.exec(readPage('../README.md')) ?? [];
  if (code === undefined) throw new Error(`the README has no example in ${language}`);
  return code;
}

function run(program: string, ...args: string[]): boolean[] {
  return JSON.parse(execFileSync(program, args, { input: JSON.stringify(requests), encoding: 'utf8' }));
}

async function writeExample(name: string, content: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gogreen-readme-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

function isInstalled(command: string): boolean {
  try {
    execFileSync('which', [command], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
