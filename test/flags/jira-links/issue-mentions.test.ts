import { expect, test } from 'vitest';
import { ANY_PROJECT, findIssueKeys } from '#src/flags/jira-links/issue-mentions.ts';

const any = [ANY_PROJECT];

test.each<[text: string, projects: string[], found: string[]]>([
  ['Ready for everyone', any, []],
  ['WEB-1', any, ['WEB-1']],
  ['For WEB-12, see APP_2-7. And WEB-12 again', any, ['WEB-12', 'APP_2-7']],
  ['(WEB-1)\n[WEB-2]: "WEB-3"', any, ['WEB-1', 'WEB-2', 'WEB-3']],
  ['https://acme.atlassian.net/browse/WEB-12?focusedId=1', any, ['WEB-12']],
  ['feature/WEB-12-new-checkout', any, ['WEB-12']],
  ['Done with WEB-12.', any, ['WEB-12']],
  ['🚩WEB-12🚩', any, ['WEB-12']],
  ['step-1, top-10, web-12 and Web-12', any, []],
  ['WEB-0, WEB-01, WEB-, W-1, 1WEB-1, WEB_-', any, []],
  ['WEB-12345678901', any, []],
  ['FEATURE-WEB-12 and x.WEB-12 and aWEB-12', any, []],
  ['WEB-12a and WEB-12_b', any, []],
  ['UTF-8, UTF-16, SHA-256, ISO-8601, RFC-2119, MD-5, HTTP-500, COVID-19', any, []],
  ['CVE-2024-3094, CWE-79, TLS-1.3, QA-1.2', any, []],
  ['CVE-2024 where that is a project of ours', ['CVE'], ['CVE-2024']],
  ['CVE-2024 where any is', ['CVE', ANY_PROJECT], ['CVE-2024']],
  ['WEB-1 and APP-1 and WEBSHOP-1', ['WEB', 'OPS'], ['WEB-1']],
  ['WEB-1', [], []],
])('%j, of the projects %j: %j', (text, projects, found) => {
  expect(findIssueKeys(text, projects)).toEqual(found);
});

test('a long text of nothing but beginnings of keys is read at once', () => {
  expect(findIssueKeys('A'.repeat(2_000), any)).toEqual([]);
  expect(findIssueKeys('AB-'.repeat(700), any)).toEqual([]);
});
