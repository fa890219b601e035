/** The page of a flag. The server answers it with GraphiQL, opened on that flag. */
export function flagUrl(publicUrl: string, projectKey: string, flagKey: string): string {
  return `${publicUrl}/projects/${projectKey}/flags/${flagKey}`;
}
