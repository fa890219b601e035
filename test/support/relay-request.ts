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
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import type { ConcreteRequest } from 'relay-runtime';
import { printedSchema } from '#test/support/selection.ts';

/** Adds `__typename` to every selection and `id` where there is one, as the compiler does. */
export function relayRequest(text: string): ConcreteRequest {
  const [operation] = parse(text).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('the document is no operation');
  const query = printedSchema.getQueryType();
  if (!query) throw new Error('the schema has no queries');
  const selections = selectionsOf(query, operation.selectionSet);
  const common = { name: 'Test', argumentDefinitions: [], selections };
  return {
    kind: 'Request',
    operation: { kind: 'Operation', ...common },
    fragment: { kind: 'Fragment', ...common, type: 'Query', abstractKey: null, metadata: null },
    params: { id: null, cacheID: 'test', text, name: 'Test', operationKind: 'query', metadata: {} },
  } as unknown as ConcreteRequest;
}

function selectionsOf(type: GraphQLCompositeType, { selections }: SelectionSetNode): object[] {
  const added = ['__typename', ...('getFields' in type && type.getFields()['id'] ? ['id'] : [])];
  const own = selections.filter(
    (selection) => !(selection.kind === Kind.FIELD && added.includes(selection.name.value)),
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
  const shown = { alias: node.alias?.value ?? null, name, args: args.length > 0 ? args : null, storageKey: null };
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
