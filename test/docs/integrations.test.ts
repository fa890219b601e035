import { isEnumType, parse, valueFromASTUntyped, visit } from 'graphql';
import { expect, it } from 'vitest';
import { formOf } from '#src/integrations/forms/form.ts';
import { type AnyProvider, providerNamed, providers } from '#src/integrations/providers/registry.ts';
import { botDisabling, transientErrors, webhookDisabling } from '#src/integrations/providers/slack/errors.ts';
import { graphqlOf, readPage } from '#test/support/doc-pages.ts';
import { printedSchema } from '#test/support/selection.ts';

const page = readPage('integrations.md');
const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section]),
);

it('docs/integrations.md: the section of each provider has everything that a reader needs', () => {
  const missing = Object.entries<AnyProvider>(providers as Record<string, AnyProvider>).flatMap(
    ([name, { label, connectionTest }]) => {
      const section = sections.get(label) ?? '';
      const parts: [part: string, isThere: boolean][] = [
        ['how to set up the product', /^\*\*In (?!GoGreen)/m.test(section)],
        ['how to create the integration', section.includes('**In GoGreen:**')],
        ['an input for its provider', providersIn(...graphqlOf(section)).some((one) => one.name === name)],
        ['an example request', new RegExp(`<!-- example:${name} -->\n\`\`\`http\n(GET|POST) `).test(section)],
        ['its limits', section.includes('**Limits:**')],
        ['its responses', section.includes('| Response | Meaning | Retried |')],
        [
          'its connection check',
          section.includes(connectionTest ? '**Connection check:**' : 'There is no connection check'),
        ],
      ];
      return parts.filter(([, isThere]) => !isThere).map(([part]) => `${label}: ${part}`);
    },
  );
  expect(missing).toEqual([]);
});

it('docs/integrations.md: the provider input of each example is accepted', () => {
  const given = providersIn(...graphqlOf(page));
  expect(given.length).toBeGreaterThan(7);
  const rejected = given.flatMap(({ name, input }) => {
    const { error } = formOf(providerNamed(name)).input.safeParse(input);
    return error ? [`${name}: ${error.message}`] : [];
  });
  expect(rejected).toEqual([]);
});

it('docs/integrations.md: explains every error class but ABORTED, which no attempt is recorded with', () => {
  const type = printedSchema.getType('AttemptErrorClass');
  const classes = isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
  expect(classes).toContain('ABORTED');
  const table = sections.get('Error classes') ?? '';
  expect(classes.filter((name) => !table.includes(`\`${name}\``))).toEqual(['ABORTED']);
});

it('docs/integrations.md: names every error of Slack that is retried or disables the integration', () => {
  const section = sections.get('Slack') ?? '';
  const names = [...transientErrors, ...webhookDisabling, ...botDisabling];
  expect(names.filter((name) => !section.includes(`\`${name}\``))).toEqual([]);
});

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
