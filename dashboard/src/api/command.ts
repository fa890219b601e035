/** Errors of mutations, which come as data: a sentence, and issues at the fields that they are about. */

export interface CommandError {
  __typename: string;
  message: string;
  issues?: readonly { path: string; message: string }[];
}

/** The message of an issue at this path; of its first one, if there are several. */
export function issueAt(error: CommandError | undefined, path: string): string | undefined {
  return error?.issues?.find((issue) => issue.path === path)?.message;
}

/** What the error says that no field on the page shows. */
export function remaining(error: CommandError | undefined, shown: string[]): string | undefined {
  if (error === undefined) return undefined;
  const rest = error.issues?.filter((issue) => !shown.includes(issue.path));
  if (rest === undefined) return error.message;
  return rest.length > 0 ? rest.map(({ path, message }) => `${path}: ${message}`).join(' · ') : undefined;
}

/** The issues of an error, or its message where it has none. */
export function toIssues(error: CommandError | undefined): {
  issues: readonly { path: string; message: string }[];
  message: string | undefined;
} {
  const issues = error?.issues ?? [];
  return { issues, message: issues.length > 0 ? undefined : error?.message };
}
