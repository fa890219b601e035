import { type EventGroup, type EventType, groupOf } from '../../events/event-type.ts';
import type { OutgoingEvent } from '../event/outgoing-event.ts';

/** What happened, in a few words: `Flag switched on`. */
export function headlineOf({ type, changes, changeRequest, experiment }: OutgoingEvent): string {
  if (type === 'APPROVAL_APPLIED' && changeRequest?.bypass) return 'Change applied by emergency bypass';
  if (type === 'APPROVAL_REQUESTED' && (changeRequest?.revision ?? 1) > 1) return 'Approval requested again';
  if (type === 'EXPERIMENT_RESULTS' && experiment?.significanceReached.length) {
    return 'Experiment has significant results';
  }
  const toggle = changes.find(({ __typename }) => __typename === 'FlagEnabledChanged');
  if (type === 'FLAG_UPDATED' && typeof toggle?.['enabledAfter'] === 'boolean') {
    return toggle['enabledAfter'] ? 'Flag switched on' : 'Flag switched off';
  }
  return headlines[type];
}

/** The label of the link in a message. */
export function linkLabelOf({ type }: OutgoingEvent): string {
  return type === 'APPROVAL_REQUESTED' ? 'Review the change' : linkLabels[groupOf(type)];
}

const linkLabels: Record<EventGroup, string> = {
  flag: 'Open the flag',
  approval: 'Open the change request',
  experiment: 'Open the experiment',
  integration: 'Open the integration',
};

const headlines: Record<EventType, string> = {
  FLAG_CREATED: 'Flag created',
  FLAG_UPDATED: 'Flag changed',
  FLAG_ARCHIVED: 'Flag archived',
  FLAG_RESTORED: 'Flag restored',
  FLAG_DELETED: 'Flag deleted',
  APPROVAL_REQUESTED: 'Approval requested',
  APPROVAL_APPROVED: 'Change approved',
  APPROVAL_REJECTED: 'Change rejected',
  APPROVAL_APPLIED: 'Approved change applied',
  APPROVAL_CANCELLED: 'Change request cancelled',
  EXPERIMENT_STARTED: 'Experiment started',
  EXPERIMENT_RESULTS: 'Experiment results',
  EXPERIMENT_CONCLUDED: 'Experiment concluded',
  INTEGRATION_DISABLED: 'Integration disabled',
};
