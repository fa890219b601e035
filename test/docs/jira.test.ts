import { isEnumType, parse, valueFromASTUntyped, visit } from 'graphql';
import { expect, it } from 'vitest';
import { formOf } from '#src/integrations/forms/form.ts';
import { providerNamed } from '#src/integrations/providers/registry.ts';
import { graphqlOf, readPage } from '#test/support/doc-pages.ts';
import { printedSchema } from '#test/support/selection.ts';

const page = readPage('jira.md');

it('docs/jira.md: the input of its createIntegration example is accepted', () => {
  const given: unknown[] = [];
  for (const document of graphqlOf(page)) {
    visit(parse(document), {
      ObjectField({ name, value }) {
        if (name.value === 'jira') given.push(valueFromASTUntyped(value));
      },
    });
  }
  expect(given).toHaveLength(1);
  expect(formOf(providerNamed('jira')).input.safeParse(given[0]).error).toBeUndefined();
});

it('docs/jira.md: names both mutations, both changes and every outcome of a webhook', () => {
  const outcomes = printedSchema.getType('JiraWebhookOutcome');
  const mutations = Object.keys(printedSchema.getMutationType()?.getFields() ?? {});
  const names = [
    ...mutations.filter((name) => /JiraIssue$/.test(name)),
    ...Object.keys(printedSchema.getTypeMap()).filter((name) => /^FlagIssue/.test(name)),
    ...(isEnumType(outcomes) ? outcomes.getValues().map(({ name }) => name) : []),
  ];
  expect(names).toHaveLength(9);
  expect(names.filter((name) => !page.includes(name))).toEqual([]);
});
