import { z } from 'zod';
import { defineJob } from '../platform/jobs/jobs.ts';

/** Cancels the PENDING deliveries of an integration that was disabled or deleted. */
export const cancelDeliveriesJob = defineJob(
  'cancel-deliveries',
  z.object({ integrationId: z.string() }),
  ({ integrationId }) => integrationId,
);

/** Applies a received Jira webhook to the linked flags. */
export const receiveJiraWebhookJob = defineJob(
  'receive-jira-webhook',
  z.object({ jiraWebhookId: z.string() }),
  ({ jiraWebhookId }) => jiraWebhookId,
);
