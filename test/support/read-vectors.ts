import { readdirSync, readFileSync } from 'node:fs';
import type { Vectors } from '#test/support/vectors.ts';

const folder = new URL('../vectors/', import.meta.url);

/** All files of test/vectors as one JSON text, by their names without `.json`. */
export function vectorsAsText(): string {
  const files = readdirSync(folder).map(
    (file) =>
      `${JSON.stringify(file.replace(/\.json$/, ''))}: ${readFileSync(new URL(file, folder), 'utf8')}`,
  );
  // Put together as text: numbers such as -0 would not survive being parsed and written again.
  return `{${files.join(',')}}`;
}

export function readVectors(): Vectors {
  return JSON.parse(vectorsAsText()) as Vectors;
}
