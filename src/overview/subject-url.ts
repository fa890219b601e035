import { changeRequestUrl } from '../approvals/change-request-url.ts';
import { experimentUrl } from '../experiments/experiment-url.ts';
import { integrationUrl } from '../integrations/integration-url.ts';

/** The page of a change request, an experiment or an integration, by the prefix of its id. */
export function subjectUrl(publicUrl: string, projectKey: string, id: string): string {
  if (id.startsWith('cr_')) return changeRequestUrl(publicUrl, projectKey, id);
  if (id.startsWith('exp_')) return experimentUrl(publicUrl, projectKey, id);
  return integrationUrl(publicUrl, projectKey, id);
}
