import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const docs = new URL('../../docs/', import.meta.url);
const pages = readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));
const decisions = readdirSync(new URL('decisions/', docs));

describe.each(pages)('docs/%s', (page) => {
  const text = readFileSync(new URL(page, docs), 'utf8');

  it('links only to files and headings that there are', () => {
    for (const [, link = ''] of text.matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
      const target = new URL(link, new URL(page, docs));
      expect(existsSync(target), link).toBe(true);
      if (target.hash) expect(headingsOf(readFileSync(target, 'utf8')), link).toContain(target.hash);
    }
  });

  it('names only decisions that there are', () => {
    for (const [, number = ''] of text.matchAll(/\bdecision (\d+)/gi)) {
      expect(
        decisions.some((file) => Number(file.slice(0, 4)) === Number(number)),
        number,
      ).toBe(true);
    }
  });
});

it.each(decisions)('docs/decisions/%s has its number, date and state at the top', (file) => {
  const text = readFileSync(new URL(`decisions/${file}`, docs), 'utf8');
  expect(text).toMatch(
    new RegExp(
      `^# ${Number(file.slice(0, 4))}\\. .+\\n\\nDate: \\d{4}-\\d\\d-\\d\\d · Status: \\w+\\n\\n\\*\\*Context\\.`,
    ),
  );
});

it('no two decisions have one number', () => {
  const numbers = decisions.map((file) => file.slice(0, 4));
  expect(new Set(numbers).size).toBe(numbers.length);
});

function headingsOf(text: string): string[] {
  return Array.from(
    text.matchAll(/^#+ (.+)$/gm),
    ([, heading = '']) => `#${heading.toLowerCase().replaceAll(' ', '-')}`,
  );
}
