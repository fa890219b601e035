const MAX_LINE_LENGTH = 110;

/** JSON that is easy to read: every value that fits on one line is printed on one. */
export function layOutJson(value: unknown, indent = ''): string {
  const line = onOneLine(value);
  if (indent.length + line.length <= MAX_LINE_LENGTH || typeof value !== 'object' || value === null)
    return line;
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const items = Object.entries(value).map(([name, item]) => {
    return `${inner}${Array.isArray(value) ? '' : `${JSON.stringify(name)}: `}${layOutJson(item, inner)}`;
  });
  return `${open}\n${items.join(',\n')}\n${indent}${close}`;
}

function onOneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  const items = Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${onOneLine(item)}`);
  return items.length === 0 ? '{}' : `{ ${items.join(', ')} }`;
}
