import type { OutputType } from '@pothos/core';
import { builder } from './builder.ts';

type Types = typeof builder.$inferSchemaTypes;

/** Defines the types of a list that is read in pages: `connectionOf('Flag', FlagType, 'flags', 'A flag')`. */
export function connectionOf<Type extends OutputType<Types>>(
  name: string,
  type: Type,
  many: string,
  one: string,
) {
  return builder.connectionObject(
    { type, name: `${name}Connection`, description: `A page of ${many}.` },
    { name: `${name}Edge`, description: `${one} on a page.` },
  );
}
