/** The Jira issues that a text names, for linking them without being asked to. */

import { jiraProjectOf } from './issue-key.ts';

/** The keys of the Jira projects whose issues a project's integrations handle; `ANY_PROJECT` among them: of all. */
export type HandledProjects = readonly string[];

/** What the view jira_projects says of an integration that handles every Jira project. */
export const ANY_PROJECT = '*';

/**
 * Upper case only, since people write step-1 and top-10. Neither the rest of a longer word nor followed by more of a
 * number: CVE-2024-1 and TLS-1.3 name no issue, while WEB-1 in an address or at the end of a sentence does.
 */
const MENTION = /(?<![\w.-])[A-Z][A-Z0-9_]{1,49}-[1-9][0-9]{0,9}(?![\w]|[.-]\d)/g;

/** What reads like a key but is none. Only where every project is handled: one that is listed by name is meant. */
const FALSE_FRIENDS = new Set([
  'AES',
  'ANSI',
  'BASE',
  'COVID',
  'CRC',
  'CVE',
  'CWE',
  'DIN',
  'ECMA',
  'GPT',
  'HTTP',
  'HTTPS',
  'IEC',
  'IEEE',
  'IPV',
  'ISO',
  'MD',
  'PEP',
  'RFC',
  'RS',
  'RSA',
  'SHA',
  'SSL',
  'TLS',
  'UCS',
  'USB',
  'UTF',
  'WCAG',
]);

/** The keys of the issues that a text names and that are of these projects, each once, in the order of the text. */
export function findIssueKeys(text: string, projects: HandledProjects): string[] {
  if (projects.length === 0) return [];
  const found = [...text.matchAll(MENTION)].map(([key]) => key);
  return [...new Set(found)].filter((key) => isHandled(jiraProjectOf(key), projects));
}

function isHandled(project: string, projects: HandledProjects): boolean {
  if (projects.includes(project)) return true;
  return projects.includes(ANY_PROJECT) && !FALSE_FRIENDS.has(project);
}
