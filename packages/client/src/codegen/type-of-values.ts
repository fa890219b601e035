import type { JsonValue } from 'gogreen-engine';

type JsonObject = { [key: string]: JsonValue };

/**
 * The TypeScript type that all of the values have: objects become one, whose fields are optional unless every object has them.
 * `indent` is that of the line that it stands in.
 */
export function typeOfValues(values: readonly JsonValue[], indent = ''): string {
  const lists = values.filter((value) => Array.isArray(value));
  const objects = values.filter(
    (value): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value),
  );
  const simple = ['boolean', 'number', 'string'].filter((type) =>
    values.some((value) => typeof value === type),
  );
  const types = [
    ...simple,
    ...(objects.length > 0 ? [typeOfObjects(objects, indent)] : []),
    ...(lists.length > 0 ? [typeOfLists(lists, indent)] : []),
    ...(values.includes(null) ? ['null'] : []),
  ];
  return types.join(' | ');
}

function typeOfLists(lists: JsonValue[][], indent: string): string {
  const items = lists.flat();
  return items.length === 0 ? 'unknown[]' : `Array<${typeOfValues(items, indent)}>`;
}

function typeOfObjects(objects: JsonObject[], indent: string): string {
  const names = [...new Set(objects.flatMap(Object.keys))].sort();
  if (names.length === 0) return 'Record<string, unknown>';
  const fields = names.map((name) => {
    const having = objects.filter((object) => Object.hasOwn(object, name));
    const values = having.map((object) => object[name] as JsonValue);
    const mark = having.length < objects.length ? '?' : '';
    return `${indent}  ${JSON.stringify(name)}${mark}: ${typeOfValues(values, `${indent}  `)};\n`;
  });
  return `{\n${fields.join('')}${indent}}`;
}
