/** The largest of our own operations in each thing that is limited, beside the limit. */

import {
  type GraphQLInputType,
  GraphQLNonNull,
  isEnumType,
  isListType,
  isNonNullType,
  isScalarType,
  Kind,
  type NamedTypeNode,
  parse,
  Source,
  typeFromAST,
} from 'graphql';
import { measureDocument } from '#src/http/yoga/document-limits.ts';
import { costOf, documentLimits, MAX_COST } from '#src/http/yoga/operation-limits.ts';
import { schema } from '#src/http/yoga/schema.ts';
import { readOurOperations } from '#test/support/our-operations.ts';
import { printedSchema } from '#test/support/selection.ts';

export interface LargestOperation {
  limit: string;
  most: number;
  max: number;
  operation: string;
}

export function measureOurOperations(): LargestOperation[] {
  const limits = { ...documentLimits, cost: MAX_COST };
  const largest = new Map<string, LargestOperation>();
  for (const [operation, text] of readOurOperations()) {
    const sizes = { ...measureDocument(new Source(text)), cost: costOfText(text) };
    for (const [limit, found] of Object.entries(sizes)) {
      const max = limits[limit as keyof typeof limits];
      if (found > (largest.get(limit)?.most ?? -1))
        largest.set(limit, { limit, most: found, max, operation });
    }
  }
  return [...largest.values()];
}

/** Of the dearest operation in the text, with the least that its variables may be. */
function costOfText(text: string): number {
  const document = parse(text);
  const costs = document.definitions.map((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return 0;
    const variables = (definition.variableDefinitions ?? []).map(({ variable, type }) => {
      const inputType = typeFromAST(printedSchema, type as NamedTypeNode);
      return [variable.name.value, example(inputType as GraphQLInputType)];
    });
    return costOf({
      schema,
      document,
      operationName: definition.name?.value ?? null,
      variableValues: Object.fromEntries(variables),
    });
  });
  return Math.max(...costs);
}

/** The least that the type takes; lists are empty and what may be left out is undefined. */
function example(type: GraphQLInputType): unknown {
  if (!isNonNullType(type)) return undefined;
  const { ofType } = type;
  if (isListType(ofType)) return [];
  if (isEnumType(ofType)) return ofType.getValues()[0]?.name;
  if (isScalarType(ofType)) return EXAMPLES[ofType.name] ?? 'example';
  const fields = Object.values(ofType.getFields());
  const given = ofType.isOneOf ? fields.slice(0, 1) : fields;
  return Object.fromEntries(
    given.map((field) => [field.name, example(ofType.isOneOf ? new GraphQLNonNull(field.type) : field.type)]),
  );
}

const EXAMPLES: Record<string, unknown> = {
  Int: 100,
  Float: 1,
  Boolean: true,
  DateTime: '2026-11-26T00:00:00Z',
};
