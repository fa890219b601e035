/** The page of an event of the log. */
export function eventUrl(publicUrl: string, projectKey: string, sequence: number): string {
  return `${publicUrl}/projects/${projectKey}/events/${sequence}`;
}
