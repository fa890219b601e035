import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, onTestFinished, test } from 'vitest';
import { settingNames } from '#src/app/settings.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const schema = buildSchema(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));

const secret = 'whsec_c2VjcmV0IG9mIHRoZSB0ZXN0IHNlY3JldCE=';
const body = '{"event":"flag.updated","flag_name":"Größe 🚀"}';
const signature = createHmac('sha256', secret).update(body).digest('hex');

describe('README', () => {
  test('GraphQL examples, also those in shell commands: each is valid against the schema', () => {
    const examples = [...blocks('graphql'), ...queriesInShell()];
    expect(examples.length).toBeGreaterThanOrEqual(5);
    for (const example of examples) expect(validate(schema, parse(example)), example).toEqual([]);
  });

  test('settings: each is named', () => {
    for (const name of settingNames) expect(readme).toContain(`\`${name}\``);
  });

  test('links: each leads to a file that exists', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map((match) => match[1] ?? '');
    for (const link of links) expect(existsSync(new URL(`../${link}`, import.meta.url)), link).toBe(true);
  });

  test('the Node example: accepts a signed webhook and rejects a forged one', async () => {
    const file = await writeExample('verify.mjs', blocks('js')[0] ?? '');
    const { isFromGoGreen } = await import(pathToFileURL(file).href);
    expect(isFromGoGreen(Buffer.from(body), signature, secret)).toBe(true);
    expect(isFromGoGreen(Buffer.from(`${body} `), signature, secret)).toBe(false);
  });

  test.skipIf(!isInstalled('python3'))(
    'the Python example: accepts a signed webhook and rejects a forged one',
    async () => {
      const check = [
        'import sys',
        'raw = sys.stdin.buffer.read()',
        'print(is_from_gogreen(raw, sys.argv[1], sys.argv[2]), is_from_gogreen(raw + b" ", sys.argv[1], sys.argv[2]))',
      ];
      const file = await writeExample('verify.py', `${blocks('python')[0]}\n${check.join('\n')}\n`);
      const output = execFileSync('python3', [file, signature, secret], { input: body, encoding: 'utf8' });
      expect(output.trim()).toBe('True False');
    },
  );

  test.skipIf(!isInstalled('go'))(
    'the Go example: accepts a signed webhook and rejects a forged one',
    async () => {
      const main = `
func main() {
	raw, _ := io.ReadAll(os.Stdin)
	fmt.Println(IsFromGoGreen(raw, os.Args[1], os.Args[2]), IsFromGoGreen(append(raw, ' '), os.Args[1], os.Args[2]))
}
`;
      const example = (blocks('go')[0] ?? '')
        .replace('package gogreen', 'package main')
        .replace('"encoding/hex"', '"encoding/hex"\n\t"fmt"\n\t"io"\n\t"os"');
      const file = await writeExample('verify.go', example + main);
      const output = execFileSync('go', ['run', file, signature, secret], { input: body, encoding: 'utf8' });
      expect(output.trim()).toBe('true false');
    },
  );
});

function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, code]) => code ?? '',
  );
}

/** The queries inside the JSON that the curl examples send. */
function queriesInShell(): string[] {
  return blocks('sh').flatMap((code) =>
    [...code.matchAll(/-d '(\{[\s\S]*?\n\})'/g)].map(([, json]) => JSON.parse(json ?? '').query as string),
  );
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
