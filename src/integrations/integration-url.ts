/** The page of an integration. The server answers it with GraphiQL, opened on its health and its last deliveries. */
export function integrationUrl(publicUrl: string, projectKey: string, integrationId: string): string {
  return `${publicUrl}/projects/${projectKey}/integrations/${integrationId}`;
}
