/**
 * Who may do what, as sentences. A sentence is also what somebody is told who may not. Everything that the API offers names
 * one of these; owners of the instance may do everything.
 */

import type { ProjectRole } from '../../generated/prisma/enums.ts';
import type { Actor, Viewer } from './viewer.ts';

/** What is allowed in a project, to those who have the role there or a higher one. */
export interface ProjectPermission {
  scope: 'project';
  role: ProjectRole;
  /** Whether client keys of the project may as well. What they see of it then, their environment decides. */
  clientKeys: boolean;
  sentence: string;
}

/** What is allowed in the instance as a whole, to its owners or to every user. */
export interface InstancePermission {
  scope: 'instance';
  who: 'owners' | 'users';
  sentence: string;
}

export const mayReadProject = toViewers('What a project has is read by its viewers, editors and admins.');

export const mayEvaluateFlags: ProjectPermission = {
  ...toViewers(
    'Flags are evaluated and their changes watched by viewers, editors and admins of the project, and with client keys.',
  ),
  clientKeys: true,
};

export const mayChangeFlags = toEditors(
  'Flags are made, changed and deleted by editors and admins of the project.',
);
export const mayProposeChanges = toEditors(
  'Changes are proposed, edited and withdrawn by editors and admins of the project.',
);
export const mayReviewChanges = toEditors(
  'Changes are approved, rejected and applied by editors and admins of the project.',
);
export const mayRunExperiments = toEditors('Experiments are run by editors and admins of the project.');
export const mayRepeatDeliveries = toEditors('Deliveries are repeated by editors and admins of the project.');

export const mayConfigureIntegrations = toAdmins(
  'Integrations are set up and tried out by admins of the project.',
);
export const mayConfigureEnvironments = toAdmins(
  'Environments are added and changed by admins of the project.',
);
export const mayGrantAccess = toAdmins(
  'Roles and client keys of a project are given and taken by its admins.',
);
export const mayReadAudit = toAdmins('The audit log of a project is read by its admins.');
const mayBypass = toAdmins(
  'Changes are applied without their approvals by admins of the project only, in an emergency.',
);

export const mayCreateProjects = toOwners('Projects are made by owners of this instance.');
export const mayManageUsers = toOwners('Users and service accounts are managed by owners of this instance.');
export const mayReadInstanceAudit = toOwners('The audit log of the instance is read by its owners.');
export const mayHoldTokens = toUsers('Access tokens are made and revoked by the users that they are of.');

/** Whether the viewer may do this in the project. Client keys have no role anywhere. */
export function isAllowedIn(
  viewer: Viewer,
  { role, clientKeys }: ProjectPermission,
  projectId: string,
): boolean {
  if (viewer.isOwner) return true;
  if (viewer.clientOf) return clientKeys && viewer.clientOf.projectId === projectId;
  const held = viewer.roles.get(projectId);
  return held !== undefined && ranks[held] >= ranks[role];
}

/** Whether the viewer may do this in the instance. */
export function isAllowed(viewer: Viewer, { who }: InstancePermission): boolean {
  return viewer.isOwner || (who === 'users' && isUser(viewer));
}

/** People and service accounts; not client keys. */
export function isUser(viewer: Viewer): boolean {
  return viewer.clientOf === null;
}

export const tokensAreOnesOwn =
  'Access tokens are made by the users that they are of, or handed out by owners of this instance.';
export const tokensOfTheAdmin = 'Access tokens of the admin are made by whoever holds GOGREEN_ADMIN_TOKEN.';
export const accountsAreOnesOwn =
  'What a user may do, and with which access tokens, is read by that user and by owners of this instance.';

/** Of others, who may read in the same project sees the name and the e-mail address, as with the actors of events. */
export function maySeeAccount(viewer: Viewer, userId: string): boolean {
  return viewer.isOwner || viewer.actor.id === userId;
}

/** Applying a change that lacks its approvals, in an emergency, is for admins. */
export function mayBypassApprovals(viewer: Viewer, projectId: string): boolean {
  return isAllowedIn(viewer, mayBypass, projectId);
}

/** A change request is withdrawn by whoever asked for it, or by an admin. */
export function mayCancelChangeRequest(viewer: Viewer, author: Actor, projectId: string): boolean {
  return viewer.actor.id === author.id || isAllowedIn(viewer, mayBypass, projectId);
}

/** What was proposed is edited by nobody but its author: a change that others have a hand in has no one to review it. */
export function mayEditChangeRequest(actor: Actor, author: Actor): boolean {
  return actor.id === author.id;
}

/** Nobody approves or rejects what they have proposed themselves. */
export function mayReviewChangeRequest(actor: Actor, author: Actor): boolean {
  return actor.id !== author.id;
}

export function higherRole(role: ProjectRole, other: ProjectRole | undefined): ProjectRole {
  return other !== undefined && ranks[other] > ranks[role] ? other : role;
}

const ranks: Record<ProjectRole, number> = { VIEWER: 1, EDITOR: 2, ADMIN: 3 };

function toViewers(sentence: string): ProjectPermission {
  return { scope: 'project', role: 'VIEWER', clientKeys: false, sentence };
}

function toEditors(sentence: string): ProjectPermission {
  return { scope: 'project', role: 'EDITOR', clientKeys: false, sentence };
}

function toAdmins(sentence: string): ProjectPermission {
  return { scope: 'project', role: 'ADMIN', clientKeys: false, sentence };
}

function toOwners(sentence: string): InstancePermission {
  return { scope: 'instance', who: 'owners', sentence };
}

function toUsers(sentence: string): InstancePermission {
  return { scope: 'instance', who: 'users', sentence };
}
