/** Looks for secrets in text, in all the ways in which they may have been written into it. */

export interface Leak {
  secret: string;
  form: string;
  /** What stands around it. */
  where: string;
}

/** The secrets, by what they are called, that are in the text. */
export function findLeaks(secrets: Record<string, string>, text: string): Leak[] {
  const lower = text.toLowerCase();
  return Object.entries(secrets).flatMap(([secret, value]) =>
    formsOf(value).flatMap(([form, needle]) => {
      // Hexadecimal digits have two cases, and all of Postgres' are small.
      const at = form.startsWith('hex') ? lower.indexOf(needle.toLowerCase()) : text.indexOf(needle);
      return at === -1
        ? []
        : [{ secret, form, where: text.slice(Math.max(0, at - 60), at + needle.length + 20) }];
    }),
  );
}

export function formsOf(value: string): [form: string, needle: string][] {
  const bytes = Buffer.from(value);
  const json = JSON.stringify(value).slice(1, -1);
  const forms: [string, string][] = [
    ['raw', value],
    ['JSON', json],
    ['JSON in JSON', JSON.stringify(json).slice(1, -1)],
    ['URL', encodeURIComponent(value)],
    ['form', new URLSearchParams({ value }).toString().slice('value='.length)],
    ['hex', bytes.toString('hex')],
    ...base64Forms(bytes),
  ];
  const seen = new Set<string>();
  return forms.filter(([, needle]) => !seen.has(needle) && seen.add(needle));
}

/** In a longer text that is encoded, the same bytes look different at each of three places. */
function base64Forms(bytes: Buffer): [string, string][] {
  return [0, 1, 2].flatMap((offset): [string, string][] => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '');
    // The first characters hold bits of what stands before, and the last perhaps of what stands after.
    const needle = encoded.slice(
      Math.ceil((offset * 8) / 6),
      (offset + bytes.length) % 3 === 0 ? undefined : -1,
    );
    return [
      [`base64 at ${offset}`, needle],
      [`base64url at ${offset}`, needle.replaceAll('+', '-').replaceAll('/', '_')],
    ];
  });
}
