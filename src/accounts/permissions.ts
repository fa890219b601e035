/** Who may do what, as sentences. So far there is one user who may do everything: the admin of GOGREEN_ADMIN_TOKEN. */

import type { Actor } from './viewer.ts';

/** Applying a change that lacks its approvals, in an emergency, is for admins. */
export function mayBypassApprovals(actor: Actor, admin: Actor): boolean {
  return actor.id === admin.id;
}

/** A change request is withdrawn by whoever asked for it, or by an admin. */
export function mayCancelChangeRequest(actor: Actor, author: Actor, admin: Actor): boolean {
  return actor.id === author.id || actor.id === admin.id;
}

/** What was proposed is edited by nobody but its author: a change that others have a hand in has no one to review it. */
export function mayEditChangeRequest(actor: Actor, author: Actor): boolean {
  return actor.id === author.id;
}

/** Nobody approves or rejects what they have proposed themselves. */
export function mayReviewChangeRequest(actor: Actor, author: Actor): boolean {
  return actor.id !== author.id;
}
