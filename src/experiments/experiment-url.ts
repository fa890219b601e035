/** The page of an experiment. The server answers it with GraphiQL, opened on its results. */
export function experimentUrl(publicUrl: string, projectKey: string, experimentId: string): string {
  return `${publicUrl}/projects/${projectKey}/experiments/${experimentId}`;
}
