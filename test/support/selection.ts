/** The schema as printed, and selections that ask for all that a type has. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  buildSchema,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
} from 'graphql';

export const printedSchema = buildSchema(
  readFileSync(path.resolve(import.meta.dirname, '../../schema.graphql'), 'utf8'),
);

/**
 * Everything below a type that is plain data, as the text of a selection: `{ key name value }`. Types that have an id of
 * their own (nodes) are left out below the top, since they lead on without end.
 */
export function selectAll(typeName: string): string {
  const type = printedSchema.getType(typeName);
  if (isAbstractType(type)) {
    const members = printedSchema.getPossibleTypes(type);
    return `{ __typename ${members.map((member) => `... on ${member.name} ${selectAll(member.name)}`).join(' ')} }`;
  }
  if (!isObjectType(type)) throw new Error(`${typeName} is no object type`);
  return `{ ${plainFieldsOf(type)
    .map(({ name, of }) => (isLeafType(of) ? name : `${name} ${selectAll(of.name)}`))
    .join(' ')} }`;
}

/** The fields of an object type that are scalars or plain objects. */
export function plainFieldsOf(type: GraphQLObjectType) {
  return Object.values(type.getFields())
    .map((field) => ({ name: field.name, of: getNamedType(field.type) }))
    .filter(({ of }) => !leadsOn(of));
}

function leadsOn(type: ReturnType<typeof getNamedType>): boolean {
  const members = isAbstractType(type)
    ? printedSchema.getPossibleTypes(type)
    : isObjectType(type)
      ? [type]
      : [];
  return members.some((member) => member.getInterfaces().some(({ name }) => name === 'Node'));
}
