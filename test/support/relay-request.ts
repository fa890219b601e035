/** What Relay's compiler makes of a query without variables: only what the tests' queries need. */

import {
  type FieldNode,
  type GraphQLCompositeType,
  GraphQLList,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import type { ConcreteRequest } from 'relay-runtime';
import { printedSchema } from '#test/support/selection.ts';

/** Asks for `__typename` everywhere and for `id` where there is one, as the compiler does. */
export function relayRequest(query: string): ConcreteRequest {
  const document = visit(parse(query), {
    SelectionSet: (set) => ({ ...set, selections: [typename, ...set.selections] }),
  });
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('the document is no operation');
  const type = printedSchema.getQueryType();
  if (!type) throw new Error('the schema has no queries');
  const selections = selectionsOf(type, operation.selectionSet);
  const common = { name: 'Test', argumentDefinitions: [], selections };
  return {
    kind: 'Request',
    operation: { kind: 'Operation', ...common },
    fragment: { kind: 'Fragment', ...common, type: 'Query', abstractKey: null, metadata: null },
    params: {
      id: null,
      cacheID: 'test',
      text: print(document),
      name: 'Test',
      operationKind: 'query',
      metadata: {},
    },
  } as unknown as ConcreteRequest;
}

const typename = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const;

function selectionsOf(type: GraphQLCompositeType, { selections }: SelectionSetNode): object[] {
  // Relay's own record of the root has another type name.
  const named = type === printedSchema.getQueryType() ? [] : ['__typename'];
  const added = [...named, ...('getFields' in type && type.getFields()['id'] ? ['id'] : [])];
  const own = selections.filter(
    (selection) =>
      !(selection.kind === Kind.FIELD && ['__typename', ...added].includes(selection.name.value)),
  );
  return [...added.map(scalar), ...own.map((selection) => selectionOf(type, selection))];
}

function selectionOf(type: GraphQLCompositeType, selection: SelectionNode): object {
  if (selection.kind === Kind.FIELD) return fieldOf(type, selection);
  if (selection.kind !== Kind.INLINE_FRAGMENT) throw new Error('only inline fragments are known');
  const on = printedSchema.getType(selection.typeCondition?.name.value ?? type.name);
  if (!isObjectType(on)) throw new Error('only fragments on object types are known');
  return {
    kind: 'InlineFragment',
    type: on.name,
    abstractKey: null,
    selections: selectionsOf(on, selection.selectionSet),
  };
}

function fieldOf(type: GraphQLCompositeType, node: FieldNode): object {
  const name = node.name.value;
  const field = 'getFields' in type ? type.getFields()[name] : undefined;
  if (!field) throw new Error(`${type.name} has no field ${name}`);
  const of = getNamedType(field.type);
  const args = (node.arguments ?? []).map((argument) => ({
    kind: 'Literal',
    name: argument.name.value,
    value: valueFromASTUntyped(argument.value),
  }));
  const shown = {
    alias: node.alias?.value ?? null,
    name,
    args: args.length > 0 ? args : null,
    storageKey: null,
  };
  if (!isCompositeType(of) || !node.selectionSet) return { kind: 'ScalarField', ...shown };
  return {
    kind: 'LinkedField',
    ...shown,
    concreteType: isAbstractType(of) ? null : of.name,
    plural: isList(field.type),
    selections: selectionsOf(of, node.selectionSet),
  };
}

function scalar(name: string): object {
  return { kind: 'ScalarField', alias: null, name, args: null, storageKey: null };
}

function isList(type: GraphQLOutputType): boolean {
  return getNullableType(type) instanceof GraphQLList;
}
