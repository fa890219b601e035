/** Joins the pages of a list in the cache, from the first one up to the one that is asked for. */

import type { Cache, FieldArgs, Resolver } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { stringifyVariables } from 'urql';

interface Page {
  fieldKey: string;
  fieldName: string;
  arguments: FieldArgs;
}

/** Unlike `relayPagination` alone, it leaves out later pages that were shown once, and pages with a hole before them. */
export function pages(): Resolver {
  const join = relayPagination();
  return (parent, args, cache, info) => {
    const all = cache
      .inspectFields(info.parentKey)
      .filter((page) => page.fieldName === info.fieldName && listOf(page.arguments) === listOf(args));
    const chain = chainTo(cursorOf(args), all, cache, info.parentKey);
    const view: Cache = Object.assign(Object.create(cache), { inspectFields: () => chain });
    return join(parent, args, view, info);
  };
}

function chainTo(wanted: string | null, all: Page[], cache: Cache, entity: string): Page[] {
  const byCursor = new Map(all.map((page) => [cursorOf(page.arguments), page]));
  const chain: Page[] = [];
  let cursor: string | null = null;
  do {
    const page = byCursor.get(cursor);
    if (page === undefined || chain.includes(page)) break;
    chain.push(page);
    if (cursor === wanted) return chain;
    cursor = endCursor(page, cache, entity);
  } while (cursor !== null);
  const only = byCursor.get(wanted);
  return only === undefined ? [] : [only];
}

function endCursor({ fieldKey }: Page, cache: Cache, entity: string): string | null {
  const link = (from: unknown, field: string) =>
    typeof from === 'string' ? cache.resolve(from, field) : null;
  const cursor = link(link(link(entity, fieldKey), 'pageInfo'), 'endCursor');
  return typeof cursor === 'string' ? cursor : null;
}

function cursorOf(args: FieldArgs): string | null {
  const after = args?.['after'];
  return typeof after === 'string' ? after : null;
}

/** The arguments without the cursor, whether what is not given is null or left out. */
function listOf(args: FieldArgs): string {
  const given = Object.entries(args ?? {}).filter(([name, value]) => name !== 'after' && value != null);
  // The cache keeps arguments with their fields in the order of the alphabet, at every depth.
  return stringifyVariables(Object.fromEntries(given));
}
