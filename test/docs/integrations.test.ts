import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate, valueFromASTUntyped, visit } from 'graphql';
import { describe, expect, it } from 'vitest';
import { formOf } from '#src/integrations/forms/form.ts';
import { providerNamed, providers } from '#src/integrations/providers/registry.ts';
import { botDisabling, transientErrors, webhookDisabling } from '#src/integrations/providers/slack/errors.ts';

const page = readFileSync(new URL('../../docs/integrations.md', import.meta.url), 'utf8');
const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section]),
);
const documents = graphqlOf(page);
const given = providersIn(...documents);

describe.each(Object.entries(providers))('the section of %s', (name, { label, check }) => {
  const section = sections.get(label) ?? '';

  it('tells how to set it up there and here', () => {
    expect(section).toContain('**There');
    expect(section).toContain('**Here:**');
    expect(providersIn(...graphqlOf(section)).map((one) => one.name)).toContain(name);
  });

  it('shows a request, the limits and what answers mean', () => {
    expect(section).toMatch(new RegExp(`<!-- example:${name} -->\n\`\`\`http\n(GET|POST) `));
    expect(section).toContain('**Limits:**');
    expect(section).toContain('| Answer | Meaning | Tried again |');
  });

  it('says whether there is a connection check', () => {
    expect(section).toContain(check ? '**Connection check:**' : 'There is no connection check');
  });
});

it.each(documents)('every GraphQL document is valid: %#', (document) => {
  expect(validate(schema, parse(document))).toEqual([]);
});

it.each(given)('what is given for $name is accepted', ({ name, input }) => {
  expect(formOf(providerNamed(name)).input.safeParse(input).error).toBeUndefined();
});

it('names every error of Slack that is tried again or disables the integration', () => {
  const section = sections.get('Slack') ?? '';
  const names = [...transientErrors, ...webhookDisabling, ...botDisabling];
  expect(names.filter((name) => !section.includes(`\`${name}\``))).toEqual([]);
});

function graphqlOf(text: string): string[] {
  return Array.from(text.matchAll(/```graphql\n(.*?)```/gs), ([, document = '']) => document);
}

/** What the documents give for providers: each with its name in the API. */
function providersIn(...texts: string[]): { name: string; input: unknown }[] {
  const found: { name: string; input: unknown }[] = [];
  for (const text of texts) {
    visit(parse(text), {
      ObjectField({ name, value }) {
        if (name.value !== 'provider') return;
        const choice = valueFromASTUntyped(value) as Record<string, unknown>;
        found.push(...Object.entries(choice).map(([name, input]) => ({ name, input })));
      },
    });
  }
  return found;
}
