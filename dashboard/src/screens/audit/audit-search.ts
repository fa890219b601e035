/** What the address of an audit log holds, and the filter that it stands for. */

import type { AuditAction, AuditFilter, AuditSubject } from '../../gql/graphql.ts';
import { readList, readText, readTime, readWords } from '../../shell/search-params.ts';

export interface AuditSearch {
  subjects?: string[] | undefined;
  actions?: string[] | undefined;
  /** Id of the actor. */
  actor?: string | undefined;
  /** Id of the object. */
  object?: string | undefined;
  /** Times, such as 2026-11-30T15:00:00Z. */
  from?: string | undefined;
  to?: string | undefined;
  /** Ids of the opened entries. */
  open?: string[] | undefined;
}

export function readAuditSearch(search: Record<string, unknown>): AuditSearch {
  return {
    subjects: readList(search['subjects']),
    actions: readList(search['actions']),
    actor: readText(search['actor']),
    object: readText(search['object']),
    from: readTime(search['from']),
    to: readTime(search['to']),
    open: readList(search['open']),
  };
}

export const SUBJECTS: Record<AuditSubject, string> = {
  ACCESS_TOKEN: 'access token',
  CLIENT_KEY: 'client key',
  DELIVERY: 'delivery',
  ENVIRONMENT: 'environment',
  EXPERIMENT: 'experiment',
  INTEGRATION: 'integration',
  PROJECT: 'project',
  RECOVERY: 'recovery',
  ROLE: 'role',
  SERVER_KEY: 'server key',
  SESSION: 'session',
  USER: 'user',
};

export const ACTIONS: Record<AuditAction, string> = {
  CANCELLED: 'cancelled',
  CHANGED: 'changed',
  CREATED: 'created',
  DELETED: 'deleted',
  DISABLED: 'disabled',
  RETRIED: 'retried',
  REVOKED: 'revoked',
  ROTATED: 'replaced the secret of',
  SIGNED_IN: 'signed in',
};

const ROLE_ACTIONS: Partial<Record<AuditAction, string>> = {
  CREATED: 'gave a role to',
  CHANGED: 'changed the role of',
  DELETED: 'took the role from',
};

/** What was done to what, before the name of the object: "changed environment". */
export function deedInWords(action: AuditAction, subject: AuditSubject): string {
  if (subject === 'ROLE') return ROLE_ACTIONS[action] ?? `${ACTIONS[action]} role`;
  if (action === 'SIGNED_IN') return 'signed in from';
  return `${ACTIONS[action]} ${SUBJECTS[subject]}`;
}

/** Kinds of objects that belong to no project. */
const OF_THE_INSTANCE: AuditSubject[] = ['ACCESS_TOKEN', 'SESSION', 'USER'];

export function subjectOptions(inProject: boolean) {
  return (Object.keys(SUBJECTS) as AuditSubject[])
    .filter((subject) => !inProject || !OF_THE_INSTANCE.includes(subject))
    .map((value) => ({ value, label: SUBJECTS[value] }));
}

export function actionOptions(inProject: boolean) {
  return (Object.keys(ACTIONS) as AuditAction[])
    .filter((action) => !inProject || action !== 'SIGNED_IN')
    .map((value) => ({ value, label: value === 'ROTATED' ? 'replaced a secret' : ACTIONS[value] }));
}

/** The filter of the API for what the address says; null for all entries. */
export function toFilter({ subjects, actions, actor, object, from, to }: AuditSearch): AuditFilter | null {
  const knownSubjects = readWords(subjects, Object.keys(SUBJECTS) as AuditSubject[]);
  const knownActions = readWords(actions, Object.keys(ACTIONS) as AuditAction[]);
  const filter: AuditFilter = {
    ...(knownSubjects && { subjects: knownSubjects }),
    ...(knownActions && { actions: knownActions }),
    ...(actor !== undefined && { actorId: actor }),
    ...(object !== undefined && { subjectId: object }),
    ...(from !== undefined && { occurredAfter: new Date(from).toISOString() }),
    ...(to !== undefined && { occurredBefore: new Date(to).toISOString() }),
  };
  return Object.keys(filter).length > 0 ? filter : null;
}
