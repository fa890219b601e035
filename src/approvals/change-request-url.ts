/** The page of a change request. The server answers it with GraphiQL, opened on that change request. */
export function changeRequestUrl(publicUrl: string, projectKey: string, id: string): string {
  return `${publicUrl}/projects/${projectKey}/changes/${id}`;
}
