import { readFileSync } from 'node:fs';
import { isEnumType, parse, validate, valueFromASTUntyped, visit } from 'graphql';
import { describe, expect, it } from 'vitest';
import { formOf } from '#src/integrations/forms/form.ts';
import { providerNamed } from '#src/integrations/providers/registry.ts';
import { printedSchema } from '#test/support/selection.ts';

const page = readFileSync(new URL('../../docs/jira.md', import.meta.url), 'utf8');
const documents = Array.from(page.matchAll(/```graphql\n(.*?)```/gs), ([, document = '']) => document);

describe('docs/jira.md', () => {
  it.each(documents)('has only valid GraphQL documents: %#', (document) => {
    expect(validate(printedSchema, parse(document))).toEqual([]);
  });

  it('gives an integration that is accepted as it stands', () => {
    const given: unknown[] = [];
    for (const document of documents) {
      visit(parse(document), {
        ObjectField({ name, value }) {
          if (name.value === 'jira') given.push(valueFromASTUntyped(value));
        },
      });
    }
    expect(given).toHaveLength(1);
    expect(formOf(providerNamed('jira')).input.safeParse(given[0]).error).toBeUndefined();
  });

  it('tells of both mutations, both changes and every outcome', () => {
    const outcomes = printedSchema.getType('JiraWebhookOutcome');
    const names = [
      ...Object.keys(printedSchema.getMutationType()?.getFields() ?? {}).filter((name) =>
        /JiraIssue$/.test(name),
      ),
      ...Object.keys(printedSchema.getTypeMap()).filter((name) => /^FlagIssue/.test(name)),
      ...(isEnumType(outcomes) ? outcomes.getValues().map(({ name }) => name) : []),
    ];
    expect(names).toHaveLength(9);
    expect(names.filter((name) => !page.includes(name))).toEqual([]);
    expect(documents).toHaveLength(3);
  });
});
