/** The page of a delivery. The server answers it with GraphiQL, opened on its attempts. */
export function deliveryUrl(publicUrl: string, projectKey: string, deliveryId: string): string {
  return `${publicUrl}/projects/${projectKey}/deliveries/${deliveryId}`;
}
