/** What an address holds comes from anybody: these readers let through what has the right form, and nothing else. */

export function readText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A list, or a single text in its place. */
export function readList(value: unknown): string[] | undefined {
  const texts = (Array.isArray(value) ? value : [value]).map(readText).filter((text) => text !== undefined);
  return texts.length > 0 ? texts : undefined;
}

/** A list of which only these words are let through. */
export function readWords<Word extends string>(value: unknown, words: readonly Word[]): Word[] | undefined {
  const known = readList(value)?.filter((text): text is Word => (words as readonly string[]).includes(text));
  return known && known.length > 0 ? known : undefined;
}

/** A time in any form that the browser reads, in the one that the API takes. */
export function readTime(value: unknown): string | undefined {
  const text = readText(value);
  return text === undefined || Number.isNaN(Date.parse(text)) ? undefined : new Date(text).toISOString();
}
