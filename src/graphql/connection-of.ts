import type { OutputType } from '@pothos/core';
import { builder } from './builder.ts';

type Types = typeof builder.$inferSchemaTypes;

/** Counting more would take as long as reading them. */
export const MAX_COUNTED = 10_000;

/** What the resolver of a counted list adds to its connection. */
interface Counted {
  totalCount: () => Promise<number>;
}

/**
 * Defines the types of a list that is read in pages: `connectionOf('Flag', FlagType, 'flags', 'A flag')`. With a description of
 * `totalCount` it has that field, and its resolver adds `totalCount()` to the connection.
 */
export function connectionOf<Type extends OutputType<Types>>(
  name: string,
  type: Type,
  many: string,
  one: string,
  totalCount?: { description: string; complexity?: number | { field: number } },
) {
  return builder.connectionObject(
    {
      type,
      name: `${name}Connection`,
      description: `A page of ${many}.`,
      ...(totalCount && {
        fields: (t) => ({
          // The types of Pothos know what every connection has, and no more.
          totalCount: t.int({ ...totalCount, resolve: (page: object) => (page as Counted).totalCount() }),
        }),
      }),
    },
    { name: `${name}Edge`, description: `${one} on a page.` },
  );
}
