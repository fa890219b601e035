/**
 * A Jira Cloud site over real HTTP, with Atlassian's API (tokens with scopes, OAuth, feature-flag panel) at the same address. It has
 * state: issues with statuses and transitions, remote links, comments, flags of the panel. Answers can be changed in
 * mid-test, before or after what was asked for is done.
 */

import { CLOUD_ID, type PanelFlag, type Routes, route } from '#test/support/jira-routes.ts';
import { createWriteLimit, type JiraIssue, newIssue } from '#test/support/jira-state.ts';
import { type Answer, type ReceivedRequest, startReceiver } from '#test/support/receiver.ts';

export { adfText, type JiraIssue, statuses } from '#test/support/jira-state.ts';

export interface FakeJira extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`: both `siteUrl` and `apiUrl`. */
  readonly url: string;
  /** What an integration with it is made with; the panel only with `clientId`. */
  readonly account: { siteUrl: string; email: string; apiToken: string };
  /** What differs with a token that has scopes. */
  readonly scopedAccount: { cloudId: string; apiUrl: string; apiToken: string };
  readonly panelAccount: { apiUrl: string; clientId: string; clientSecret: string };
  readonly requests: ReceivedRequest[];
  /** The flags of the panel by their ids. */
  readonly panel: Map<string, PanelFlag>;
  /** Permissions that the account lacks. */
  readonly lacking: Set<string>;
  /** Makes an issue, in progress unless something else is asked for. */
  addIssue(key: string, change?: Partial<JiraIssue>): JiraIssue;
  issue(key: string): JiraIssue;
  /** Somebody moves an issue to another status. */
  move(key: string, status: JiraIssue['status']): void;
  /** Called whenever an issue has moved, by whomever. */
  onMove(listener: (issue: JiraIssue, from: JiraIssue['status']) => void): void;
  /** How many requests there were whose method and path match. */
  count(pattern: RegExp): number;
  /**
   * What the next requests whose method and path match are answered with instead. `done`: although it was done.
   * Without `times` from now on.
   */
  instead(pattern: RegExp, answer: Exception['answer'], options?: { times?: number; done?: boolean }): void;
  /** No more `instead`. */
  behave(): void;
  waitFor(condition: (requests: ReceivedRequest[]) => boolean): Promise<ReceivedRequest[]>;
  close(): Promise<void>;
}

export async function startJira(): Promise<FakeJira> {
  const receiver = await startReceiver();
  const issues = new Map<string, JiraIssue>();
  const moves = new Set<(issue: JiraIssue, from: JiraIssue['status']) => void>();
  let exceptions: Exception[] = [];
  const panelAccount = {
    apiUrl: receiver.url,
    clientId: 'client-1',
    clientSecret: 'client-secret-0123456789',
  };
  const account = {
    siteUrl: receiver.url,
    email: 'gogreen@example.com',
    apiToken: 'ATATT3xFfGF0-good-token',
  };
  const scopedAccount = { cloudId: CLOUD_ID, apiUrl: receiver.url, apiToken: 'ATATT3xFfGF0-scoped-token' };

  function move(key: string, status: JiraIssue['status']): void {
    const moved = issue(key);
    const from = moved.status;
    moved.status = status;
    for (const listener of moves) listener(moved, from);
  }

  const routes: Routes = {
    account,
    scopedAccount,
    panelAccount,
    issues,
    move,
    panel: new Map(),
    lacking: new Set(),
    mayWrite: createWriteLimit(),
    tokens: new Set(),
  };

  function issue(key: string): JiraIssue {
    const found = issues.get(key);
    if (!found) throw new Error(`there is no issue ${key}`);
    return found;
  }

  receiver.answer((request) => {
    const line = lineOf(request);
    const exception = exceptions.find(({ pattern, left }) => left > 0 && pattern.test(line));
    if (!exception) return route(routes, request);
    exception.left -= 1;
    if (exception.done) route(routes, request);
    return typeof exception.answer === 'function' ? exception.answer(request) : exception.answer;
  });

  return {
    url: receiver.url,
    account,
    scopedAccount,
    panelAccount,
    requests: receiver.requests,
    issue,
    move,
    panel: routes.panel,
    lacking: routes.lacking,
    addIssue(key, change) {
      const made = newIssue(key, issues.size + 1, change);
      issues.set(key, made);
      return made;
    },
    onMove: (listener) => void moves.add(listener),
    count: (pattern) => receiver.requests.filter((request) => pattern.test(lineOf(request))).length,
    instead(pattern, answer, { times = Number.POSITIVE_INFINITY, done = false } = {}) {
      exceptions.push({ pattern, answer, left: times, done });
    },
    behave() {
      exceptions = [];
    },
    waitFor: (condition) => receiver.waitFor(condition),
    close: () => receiver.close(),
    [Symbol.asyncDispose]: () => receiver.close(),
  };
}

interface Exception {
  pattern: RegExp;
  answer: Answer | ((request: ReceivedRequest) => Answer | Promise<Answer>);
  left: number;
  done: boolean;
}

/** `POST /rest/api/3/issue/WEB-1/comment`. */
function lineOf({ method, path }: ReceivedRequest): string {
  return `${method} ${path}`;
}
