/** The page of a delivery in the dashboard. */
export function deliveryUrl(publicUrl: string, projectKey: string, deliveryId: string): string {
  return `${publicUrl}/projects/${projectKey}/deliveries/${deliveryId}`;
}
