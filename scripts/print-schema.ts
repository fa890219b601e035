/** npm run schema:print writes schema.graphql; npm run schema:check fails when it does not match the code. */

import { lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from '#src/http/yoga/schema.ts';
import { writeOrCheck } from './printed-block.ts';

const print = () => `${printSchema(lexicographicSortSchema(schema))}\n`;

await writeOrCheck([{ name: 'schema.graphql', print }], 'schema:print');
