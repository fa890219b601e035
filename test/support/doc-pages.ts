/** The documentation as text, and the GraphQL documents that it shows. */

import { readdirSync, readFileSync } from 'node:fs';

const docs = new URL('../../docs/', import.meta.url);

/** The pages for users: README.md and docs/*.md, without the decisions. */
export const pageNames = ['../README.md', ...readdirSync(docs).filter((name) => name.endsWith('.md'))];

export function readPage(name: string): string {
  return readFileSync(new URL(name, docs), 'utf8');
}

export function graphqlOf(text: string): string[] {
  return Array.from(text.matchAll(/^ *```graphql\n(.*?)^ *```/gms), ([, document = '']) => document);
}
