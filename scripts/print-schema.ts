/**
 * npm run schema:print writes schema.graphql, and for the cache of the dashboard which types an interface or a union stands
 * for; npm run schema:check fails when they do not match the code.
 */

import {
  type GraphQLNamedType,
  isAbstractType,
  isObjectType,
  isUnionType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { schema } from '#src/http/yoga/schema.ts';
import { writeOrCheck } from './printed-block.ts';

await writeOrCheck(
  [
    { name: 'schema.graphql', print: () => `${printSchema(lexicographicSortSchema(schema))}\n` },
    { name: 'dashboard/src/gql/possible-types.json', print: printPossibleTypes },
  ],
  'schema:print',
);

/** The part of an introspection that a normalized cache needs to know which fragments match. */
function printPossibleTypes(): string {
  const types = Object.values(lexicographicSortSchema(schema).getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && (isAbstractType(type) || isMember(type)),
  );
  const lines = types.map((type) => JSON.stringify(toIntrospection(type)));
  return `{"__schema":{"queryType":{"name":"Query"},"mutationType":{"name":"Mutation"},"subscriptionType":{"name":"Subscription"},"types":[\n${lines.join(',\n')}\n]}}\n`;
}

function toIntrospection(type: GraphQLNamedType) {
  const { name } = type;
  if (isObjectType(type))
    return {
      kind: 'OBJECT',
      name,
      fields: [],
      interfaces: type.getInterfaces().map((each) => ({ name: each.name })),
    };
  if (!isAbstractType(type)) throw new Error(`${name} is neither an object nor abstract`);
  const possibleTypes = schema.getPossibleTypes(type).map((each) => ({ name: each.name }));
  return 'getTypes' in type
    ? { kind: 'UNION', name, possibleTypes }
    : { kind: 'INTERFACE', name, fields: [], interfaces: [], possibleTypes };
}

function isMember(type: GraphQLNamedType): boolean {
  const unions = Object.values(schema.getTypeMap()).filter((each) => isUnionType(each));
  return (
    isObjectType(type) &&
    (type.getInterfaces().length > 0 || unions.some((union) => schema.isSubType(union, type)))
  );
}
