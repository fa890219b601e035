import { existsSync, readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { settingNames } from '#src/app/settings.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const schema = buildSchema(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));

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
