/** The whole schema: every file that adds to it. */

import './errors.schema.ts';
import './accounts/viewer.schema.ts';
import './projects/project.schema.ts';
import './projects/environment.schema.ts';
import './projects/project-commands.schema.ts';
import './events/event.schema.ts';
import './events/event-list.schema.ts';
import './flags/flag.schema.ts';
import './flags/flag-list.schema.ts';
import './flags/flag-event.schema.ts';
import './flags/flag-events.schema.ts';
import './flags/flag-commands.schema.ts';
import './flags/linked-issues.schema.ts';
import './flags/evaluation.schema.ts';
import './approvals/change-request.schema.ts';
import './approvals/change-request-list.schema.ts';
import './approvals/approval-event.schema.ts';
import './approvals/approval-commands.schema.ts';
import './experiments/experiment.schema.ts';
import './experiments/experiment-list.schema.ts';
import './experiments/experiment-event.schema.ts';
import './experiments/experiment-commands.schema.ts';
import './integrations/integration.schema.ts';
import './integrations/provider-integrations.schema.ts';
import './integrations/jira/webhook-url.schema.ts';
import './integrations/integration-commands.schema.ts';
import './integrations/integration-event.schema.ts';
import './deliveries/attempt.schema.ts';
import './deliveries/delivery.schema.ts';
import './deliveries/delivery-commands.schema.ts';
import './deliveries/delivery-updates.schema.ts';
import './deliveries/recovery.schema.ts';
import './deliveries/recovery-commands.schema.ts';
import './node.schema.ts';
import { builder } from './builder.ts';

export const schema = builder.toSchema();
