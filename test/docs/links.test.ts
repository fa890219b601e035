/** The links of docs/: every page and every decision can be reached, and no link is broken. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const docs = new URL('../../docs/', import.meta.url);
const pages = readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));
const decisions = readdirSync(new URL('decisions/', docs))
  .filter((file) => /^\d/.test(file))
  .sort();
const index = read('decisions/README.md');

it('links in README, CHANGELOG and docs: each leads to a file and a heading that exist', () => {
  expect(pages).toContain('architecture.md');
  expect(['../README.md', '../CHANGELOG.md', ...pages].flatMap(brokenLinks)).toEqual([]);
});

it('decisions cited by number in docs: each exists', () => {
  const numbers = decisions.map((file) => Number(file.slice(0, 4)));
  const unknown = pages.flatMap((page) =>
    [...read(page).matchAll(/\bdecision (\d+)/gi)]
      .filter(([, number]) => !numbers.includes(Number(number)))
      .map(([text]) => `${page}: ${text}`),
  );
  expect(unknown).toEqual([]);
});

it('decisions: each has its number and title, date, status and context at the top', () => {
  const malformed = decisions.filter((file) => {
    const top = new RegExp(
      `^# ${Number(file.slice(0, 4))}\\. .+\\n\\nDate: \\d{4}-\\d\\d-\\d\\d · Status: .+\\n\\n\\*\\*Context\\.`,
    );
    return !top.test(read(`decisions/${file}`));
  });
  expect(malformed).toEqual([]);
});

it('decisions: no two have the same number', () => {
  const numbers = decisions.map((file) => file.slice(0, 4));
  expect(numbers.filter((number, place) => numbers.indexOf(number) !== place)).toEqual([]);
});

it('decisions: each file is named after its title', () => {
  const expected = decisions.map((file) => `${file.slice(0, 4)}-${slugOf(titleOf(file))}.md`);
  expect(decisions).toEqual(expected);
});

it('decisions: the index lists each with its title, date and status', () => {
  const missing = decisions.filter((file) => {
    const [, date, status] = /^Date: (\S+) · Status: (.+)$/m.exec(read(`decisions/${file}`)) ?? [];
    return !index.includes(
      `| ${Number(file.slice(0, 4))} | [${titleOf(file)}](${file}) | ${date} | ${status} |`,
    );
  });
  expect(missing).toEqual([]);
});

function brokenLinks(page: string): string[] {
  return [...read(page).matchAll(/\]\((?!https?:)([^)]+)\)/g)].flatMap(([, link = '']) => {
    const target = new URL(link, new URL(page, docs));
    if (!existsSync(target)) return [`${page}: ${link}`];
    const isKnown = !target.hash || headingsOf(readFileSync(target, 'utf8')).includes(target.hash);
    return isKnown ? [] : [`${page}: ${link}`];
  });
}

function headingsOf(text: string): string[] {
  return Array.from(
    text.matchAll(/^#+ (.+)$/gm),
    ([, heading = '']) =>
      `#${heading
        .toLowerCase()
        .replaceAll(/[^\w\- ]/g, '')
        .replaceAll(' ', '-')}`,
  );
}

function titleOf(file: string): string {
  return /^# \d+\. (.+)$/m.exec(read(`decisions/${file}`))?.[1] ?? '';
}

function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll("'", '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

function read(page: string): string {
  return readFileSync(new URL(page, docs), 'utf8');
}
