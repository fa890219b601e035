/**
 * npm run schema:print writes schema.graphql, and for the cache of the dashboard which types an interface or a union stands
 * for; npm run schema:check fails when they do not match the code.
 */

import { isAbstractType, lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from '#src/http/yoga/schema.ts';
import { writeOrCheck } from './printed-block.ts';

const sorted = lexicographicSortSchema(schema);

await writeOrCheck(
  [
    { name: 'schema.graphql', print: () => `${printSchema(sorted)}\n` },
    { name: 'dashboard/src/gql/possible-types.json', print: printPossibleTypes },
  ],
  'schema:print',
);

function printPossibleTypes(): string {
  const abstract = Object.values(sorted.getTypeMap()).filter(isAbstractType);
  const lines = abstract.map((type) => {
    const names = sorted.getPossibleTypes(type).map(({ name }) => name);
    return `  ${JSON.stringify(type.name)}: ${JSON.stringify(names)}`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}
