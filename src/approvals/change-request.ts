/** What a change request is, as plain data. */

import type { ChangeRequestState } from '../../generated/prisma/enums.ts';
import type { Actor } from '../access/viewer.ts';
import type { FlagEventPayload } from '../flags/flag-events/flag-event.ts';
import type { TargetingUpdate } from '../flags/targeting/targeting-update.ts';

export type { ChangeRequestState };

export interface Approval {
  approver: Actor;
  comment: string | null;
  /** ISO 8601, as JSON keeps it. */
  approvedAt: string;
}

export interface Proposal {
  update: TargetingUpdate;
  /** For the rules that it adds, in their order: so that reviewers see the ids that these will have. */
  ruleIds: string[];
}

/** What reviewers see of a proposal, and what they see it do: two fingerprints of the flag's behaviour. */
export interface Review extends FlagEventPayload {
  before: string;
  after: string;
}

export interface ChangeRequest {
  id: string;
  projectId: string;
  projectKey: string;
  environment: { id: string; key: string; minimumApprovals: number; confirmChanges: boolean };
  flagId: string;
  flagKey: string;
  title: string;
  comment: string | null;
  author: Actor;
  state: ChangeRequestState;
  /** Incremented whenever what is to be reviewed changes. */
  revision: number;
  proposal: Proposal;
  review: Review;
  /** The version of the flag that the review was made at. */
  flagVersion: number;
  /** Those of the current revision. */
  approvals: Approval[];
  scheduledAt: Date | null;
  bypassed: boolean;
  reason: string | null;
}

/** Whether it can still be changed, decided on and applied. */
export function isOpen({ state }: Pick<ChangeRequest, 'state'>): boolean {
  return state === 'PENDING' || state === 'APPROVED';
}

/** Whether it has the number of approvals that the environment requires now. */
export function isApproved({
  approvals,
  environment,
}: {
  approvals: Approval[];
  environment: { minimumApprovals: number };
}): boolean {
  return approvals.length >= environment.minimumApprovals;
}

/** The next revision, with something new to review: approvals of the last one do not count for it. */
export function renew(
  request: ChangeRequest,
  change: Pick<ChangeRequest, 'review' | 'flagVersion' | 'reason'> & Partial<ChangeRequest>,
): ChangeRequest {
  return { ...request, ...change, revision: request.revision + 1, state: 'PENDING', approvals: [] };
}
