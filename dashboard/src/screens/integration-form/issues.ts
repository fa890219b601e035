/** The server's issues at the fields of a form. Paths are those of the input: `provider.webhook.headers.0.value`. */

export type Issues = readonly { path: string; message: string }[];

/** Issues of a draft have the same paths as those of what is saved. */
export function withoutDraft(issues: Issues): Issues {
  return issues.map(({ path, message }) => ({ path: path.replace(/^draft\.?/, ''), message }));
}

/** What is said about a field as a whole, or about one of the entries that have no place of their own. */
export function issueOf(issues: Issues, path: string, withEntries = false): string | undefined {
  const own = issues.filter((issue) => issue.path === path).map(({ message }) => message);
  const within = issues
    .filter((issue) => withEntries && issue.path.startsWith(`${path}.`))
    .map((issue) => `Entry ${Number(issue.path.slice(path.length + 1).split('.')[0]) + 1}: ${issue.message}`);
  return [...own, ...within].join(' ') || undefined;
}

/** The issues that none of these fields shows. */
export function elsewhere(issues: Issues, shown: readonly string[]): Issues {
  return issues.filter(({ path }) => !shown.some((field) => path === field || path.startsWith(`${field}.`)));
}
