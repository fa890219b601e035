/**
 * All permissions. The sentence of a permission is also the error message of a viewer without it. Owners of the instance
 * have every permission.
 *
 * There is one rule, the role of the viewer in the project; it is checked where the project is known. What a new field
 * needs:
 * - a mutation: `may` and `about` of `commandField`; a subscription: the same of `whileAllowed` (see allow.ts)
 * - a type whose objects belong to a project: `canReadProjectOf` as its scope (visible-projects.ts)
 * - a query that finds projects: the condition `visibleProjects`, or `evaluableProjects` if client keys may use it
 * - a field that needs more than reading: the scope `mayIn` for a project or `may` for the instance
 * - a field that client keys and server keys may read: `openToClientKeys` as its extension (client-keys.ts)
 */

import type { ProjectRole } from '../../generated/prisma/enums.ts';
import type { Actor, Viewer } from './viewer.ts';

/** A permission in a project, which its lowest role and all higher ones have. */
export interface ProjectPermission {
  scope: 'project';
  role: ProjectRole;
  /** Whether client keys and server keys of the project have it as well, limited to their environment. */
  clientKeys: boolean;
  sentence: string;
}

/** A permission in the whole instance, which its owners or all users have. */
export interface InstancePermission {
  scope: 'instance';
  who: 'owners' | 'users';
  sentence: string;
}

export const mayReadProject = toViewers('Only viewers, editors and admins of the project may read it.');

export const mayEvaluateFlags: ProjectPermission = {
  ...toViewers(
    'Only viewers, editors and admins of the project, and its client keys and server keys, may evaluate flags and subscribe to their changes.',
  ),
  clientKeys: true,
};

export const mayChangeFlags = toEditors(
  'Only editors and admins of the project may create, change and delete flags.',
);
export const mayProposeChanges = toEditors(
  'Only editors and admins of the project may request, edit and cancel changes.',
);
export const mayReviewChanges = toEditors(
  'Only editors and admins of the project may approve, reject and apply changes.',
);
export const mayCommentOnChanges = toEditors(
  'Only editors and admins of the project may comment on changes.',
);
export const mayRunExperiments = toEditors('Only editors and admins of the project may run experiments.');
export const mayRepeatDeliveries = toEditors(
  'Only editors and admins of the project may retry, replay and cancel deliveries.',
);

export const mayConfigureIntegrations = toAdmins(
  'Only admins of the project may configure and test integrations.',
);
export const mayConfigureEnvironments = toAdmins(
  'Only admins of the project may create and change environments.',
);
export const mayConfigureProject = toAdmins('Only admins of the project may change its settings.');
export const mayGrantAccess = toAdmins(
  'Only admins of the project may grant and revoke roles, client keys and server keys.',
);
export const mayReadAudit = toAdmins('Only admins of the project may read its audit log.');
export const mayBypass = toAdmins(
  'Only admins of the project may apply changes without their approvals, in an emergency.',
);

export const mayCreateProjects = toOwners('Only owners of this instance may create projects.');
export const mayDeleteProjects = toOwners('Only owners of this instance may delete projects.');
export const mayReadInstance = toOwners('Only owners of this instance may read how it is set up.');
export const mayManageUsers = toOwners('Only owners of this instance may manage users and service accounts.');
export const mayReadInstanceAudit = toOwners('Only owners of this instance may read its audit log.');
export const mayHoldTokens = toUsers('Only their user may create and revoke access tokens.');

/** The permissions in a project by the names that the API has for them. */
export const projectPermissions = {
  READ_PROJECT: mayReadProject,
  EVALUATE_FLAGS: mayEvaluateFlags,
  CHANGE_FLAGS: mayChangeFlags,
  PROPOSE_CHANGES: mayProposeChanges,
  REVIEW_CHANGES: mayReviewChanges,
  COMMENT_ON_CHANGES: mayCommentOnChanges,
  RUN_EXPERIMENTS: mayRunExperiments,
  REPEAT_DELIVERIES: mayRepeatDeliveries,
  CONFIGURE_INTEGRATIONS: mayConfigureIntegrations,
  CONFIGURE_ENVIRONMENTS: mayConfigureEnvironments,
  CONFIGURE_PROJECT: mayConfigureProject,
  GRANT_ACCESS: mayGrantAccess,
  READ_AUDIT: mayReadAudit,
  BYPASS_APPROVALS: mayBypass,
} as const satisfies Record<string, ProjectPermission>;

/** Whether the viewer has the permission in the project. Keys have no roles. */
export function isAllowedIn(
  viewer: Viewer,
  { role, clientKeys }: ProjectPermission,
  projectId: string,
): boolean {
  if (viewer.isOwner) return true;
  if (viewer.clientOf) return clientKeys && viewer.clientOf.projectId === projectId;
  const own = viewer.roles.get(projectId);
  return own !== undefined && ranks[own] >= ranks[role];
}

/** Whether the viewer has the permission in the instance. */
export function isAllowed(viewer: Viewer, { who }: InstancePermission): boolean {
  return viewer.isOwner || (who === 'users' && isUser(viewer));
}

/** Users and service accounts, not client keys or server keys. */
export function isUser(viewer: Viewer): boolean {
  return viewer.clientOf === null;
}

export const tokensAreOnesOwn = 'Access tokens are created by their user, or by owners of this instance.';
export const tokensOfTheAdmin = 'Access tokens of the admin are created with GOGREEN_ADMIN_TOKEN only.';
export const accountsAreOnesOwn =
  'The roles and access tokens of a user are readable by that user and by owners of this instance.';

/** Other readers of the same projects see only the name and the e-mail address, as with the actors of events. */
export function maySeeAccount(viewer: Viewer, userId: string): boolean {
  return viewer.isOwner || viewer.actor.id === userId;
}

/** Whether the viewer may apply a change without its approvals, in an emergency. */
export function mayBypassApprovals(viewer: Viewer, projectId: string): boolean {
  return isAllowedIn(viewer, mayBypass, projectId);
}

/** A change request may be cancelled by its author and by admins. */
export function mayCancelChangeRequest(viewer: Viewer, author: Actor, projectId: string): boolean {
  return viewer.actor.id === author.id || isAllowedIn(viewer, mayBypass, projectId);
}

/** Only the author may edit: a change with several authors would have fewer users left who may review it. */
export function mayEditChangeRequest(actor: Actor, author: Actor): boolean {
  return actor.id === author.id;
}

/** Authors may not review their own change requests. */
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
