/** What the fake Jira knows: issues with their workflow, and what was written to them. */

export interface JiraStatus {
  id: string;
  name: string;
}

export interface JiraTransition {
  id: string;
  name: string;
  to: JiraStatus;
  /** A field without which it is refused. */
  requires?: string;
}

export interface JiraRemoteLink {
  id: number;
  globalId: string;
  object: {
    url: string;
    title: string;
    summary?: string;
    icon?: { url16x16: string; title: string };
    status?: { resolved: boolean };
  };
  [field: string]: unknown;
}

export interface JiraComment {
  id: string;
  body: unknown;
  properties?: { key: string; value: unknown }[];
}

export interface JiraIssue {
  key: string;
  id: string;
  status: JiraStatus;
  /** From every status; null: none, as for somebody without the permission. */
  transitions: JiraTransition[];
  remoteLinks: Map<string, JiraRemoteLink>;
  comments: JiraComment[];
}

export const statuses = {
  toDo: { id: '10000', name: 'To Do' },
  inProgress: { id: '10001', name: 'In Progress' },
  done: { id: '10002', name: 'Done' },
} satisfies Record<string, JiraStatus>;

export function newIssue(key: string, number: number, change: Partial<JiraIssue> = {}): JiraIssue {
  return {
    key,
    id: String(20_000 + number),
    status: statuses.inProgress,
    transitions: [
      { id: '11', name: 'Reopen', to: statuses.toDo },
      { id: '21', name: 'Start progress', to: statuses.inProgress },
      { id: '31', name: 'Mark as done', to: statuses.done },
    ],
    remoteLinks: new Map(),
    comments: [],
    ...change,
  };
}

/** The text of a document, its parts separated by spaces. */
export function adfText(node: unknown): string {
  const { text, content } = (node ?? {}) as { text?: string; content?: unknown[] };
  return [...(text === undefined ? [] : [text]), ...(content ?? []).map(adfText)].join(' ');
}

const WINDOW_MS = 2_000;

/** Counts the writes to each issue, as Jira does: 20 in 2 seconds. */
export function createWriteLimit(most = 20): (issueKey: string) => boolean {
  const writes = new Map<string, number[]>();
  return (issueKey) => {
    // The clock that the product goes by, which tests can stop: it is the product's pace that is judged.
    const now = Date.now();
    const recent = (writes.get(issueKey) ?? []).filter((at) => now - at < WINDOW_MS);
    writes.set(issueKey, [...recent, now]);
    return recent.length < most;
  };
}
