/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Flag to create. */
export type CreateFlagInput = {
  /** Purpose of the flag, at most 2,000 characters. */
  description?: string | null | undefined;
  /** The key: `^[a-z0-9][a-z0-9._-]{0,99}$`, unique in the project. */
  key: string;
  /** Type of the variations. It cannot be changed later. */
  kind: FlagKind;
  /** Display name, 1 to 200 characters. Default: the key. */
  name?: string | null | undefined;
  /** Person or team responsible for the flag, 1 to 200 characters. */
  owner?: string | null | undefined;
  /** The key of the project. */
  projectKey: string;
  /** Tags: at most 50, each of 1 to 50 characters. */
  tags?: Array<string> | null | undefined;
  /** Values that the flag can serve, at most 100. The variations and the rules of all environments together take at most 256 KiB as JSON. Default for BOOLEAN: `on` (true) and `off` (false); required for the other kinds. */
  variations?: Array<VariationInput> | null | undefined;
};

/** The kind of an event. */
export type EventType =
  /** An approved change was applied. */
  | 'APPROVAL_APPLIED'
  /** A change request was approved. */
  | 'APPROVAL_APPROVED'
  /** A change request was cancelled before it was applied. */
  | 'APPROVAL_CANCELLED'
  /** A change request was rejected. */
  | 'APPROVAL_REJECTED'
  /** Approval of a change was requested. */
  | 'APPROVAL_REQUESTED'
  /** An experiment was concluded. */
  | 'EXPERIMENT_CONCLUDED'
  /** An experiment reported results. */
  | 'EXPERIMENT_RESULTS'
  /** An experiment was started. */
  | 'EXPERIMENT_STARTED'
  /** A flag was archived: it is kept, but should no longer be used. */
  | 'FLAG_ARCHIVED'
  /** A flag was created. */
  | 'FLAG_CREATED'
  /** A flag was deleted permanently. */
  | 'FLAG_DELETED'
  /** An archived flag was restored. */
  | 'FLAG_RESTORED'
  /** A flag was changed in any way, which includes being switched on or off. */
  | 'FLAG_UPDATED'
  /** An integration was disabled, because its receiver refused further deliveries or failed for five days. */
  | 'INTEGRATION_DISABLED';

/** Filter of flags. All conditions must match. */
export type FlagFilter = {
  /** Flags linked to the Jira issue with this key. */
  jiraIssue?: string | null | undefined;
  /** Flags of this kind. */
  kind?: FlagKind | null | undefined;
  /** Flags in one of these stages. At most 1,000 entries. */
  lifecycle?: Array<FlagLifecycle> | null | undefined;
  /** Flags with exactly this owner. */
  owner?: string | null | undefined;
  /** Part of the key or the name. Not case-sensitive. */
  search?: string | null | undefined;
  /** Flags that have all of these tags. At most 1,000 entries. */
  tags?: Array<string> | null | undefined;
};

/** Type of the variations of a flag. */
export type FlagKind =
  /** Its variations are true and false. */
  | 'BOOLEAN'
  /** Its variations are any JSON but null. */
  | 'JSON'
  /** Its variations are numbers. */
  | 'NUMBER'
  /** Its variations are text. */
  | 'STRING';

/** Stage in the lifecycle of a flag. */
export type FlagLifecycle =
  /** In use. */
  | 'ACTIVE'
  /** Out of use: it serves its off variation everywhere. */
  | 'ARCHIVED'
  /** Meant to stay, such as an operational switch. */
  | 'PERMANENT'
  /** No longer needed; its code should go. */
  | 'STALE';

/** Role in a project. Each role includes the rights of the roles before it. */
export type ProjectRole =
  /** Manages environments, integrations, roles and client keys, and reads the audit log. */
  | 'ADMIN'
  /** Changes flags, proposes and reviews changes, runs experiments, and retries and replays deliveries. */
  | 'EDITOR'
  /** Reads everything but tokens, client keys and the audit log. */
  | 'VIEWER';

/** Flag to switch on or off. */
export type SetFlagEnabledInput = {
  /** Reason for the change, at most 2,000 characters. Stored with the event and shown in messages. Jira issues named in it are linked to the flag if an integration handles their project. */
  comment?: string | null | undefined;
  /** Whether the flag is on. */
  enabled: boolean;
  /** The key of the environment. */
  environmentKey: string;
  /** The key of the flag. */
  flagKey: string;
  /** The key of the project. */
  projectKey: string;
};

/** Kind of user. */
export type UserKind =
  /** A person, with an e-mail address. */
  | 'PERSON'
  /** A service account: a program, without an e-mail address. */
  | 'SERVICE';

/** One of the values that a flag can serve. */
export type VariationInput = {
  /** Meaning of the variation, at most 2,000 characters. */
  description?: string | null | undefined;
  /** The key: `^[a-z0-9][a-z0-9._-]{0,99}$`, unique in the flag. */
  key: string;
  /** Display name, 1 to 200 characters. Default: the key. */
  name?: string | null | undefined;
  /** Value that is served. Its type follows the kind of the flag: BOOLEAN, NUMBER, STRING of at most 10,000 characters, or JSON of at most 100 KiB. Numbers may be from -9007199254740991 to 9007199254740991: larger ones lose digits and are to be written in quotes. */
  value: unknown;
};

type CommandError_ApprovalRequiredError_Fragment = { __typename: 'ApprovalRequiredError', message: string };

type CommandError_ConflictError_Fragment = { __typename: 'ConflictError', message: string };

type CommandError_ForbiddenError_Fragment = { __typename: 'ForbiddenError', message: string };

type CommandError_InvalidInputError_Fragment = { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> };

type CommandError_NotFoundError_Fragment = { __typename: 'NotFoundError', message: string };

export type CommandErrorFragment =
  | CommandError_ApprovalRequiredError_Fragment
  | CommandError_ConflictError_Fragment
  | CommandError_ForbiddenError_Fragment
  | CommandError_InvalidInputError_Fragment
  | CommandError_NotFoundError_Fragment
;

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { id: string, name: string, email: string | null, kind: UserKind | null, isOwner: boolean, roles: Array<{ role: ProjectRole, project: { id: string, key: string, name: string } }> } | null };

export type ProjectsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ProjectsQuery = { projects: { edges: Array<{ node: { id: string, key: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type FlagRowFragment = { id: string, key: string, name: string, kind: FlagKind, lifecycle: FlagLifecycle, owner: string | null, tags: Array<string>, version: number, updatedAt: string, environments: Array<{ enabled: boolean, environment: { id: string, key: string } }> };

export type FlagsQueryVariables = Exact<{
  projectKey: string;
  filter?: FlagFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type FlagsQuery = { project: { id: string, flags: { edges: Array<{ node: { id: string, key: string, name: string, kind: FlagKind, lifecycle: FlagLifecycle, owner: string | null, tags: Array<string>, version: number, updatedAt: string, environments: Array<{ enabled: boolean, environment: { id: string, key: string } }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type SetFlagEnabledMutationVariables = Exact<{
  input: SetFlagEnabledInput;
}>;


export type SetFlagEnabledMutation = { setFlagEnabled:
    | { __typename: 'ApprovalRequiredError', message: string }
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'SetFlagEnabledPayload', flag: { id: string, key: string, name: string, kind: FlagKind, lifecycle: FlagLifecycle, owner: string | null, tags: Array<string>, version: number, updatedAt: string, environments: Array<{ enabled: boolean, environment: { id: string, key: string } }> } }
   };

export type CreateFlagMutationVariables = Exact<{
  input: CreateFlagInput;
}>;


export type CreateFlagMutation = { createFlag:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'CreateFlagPayload', flag: { id: string, key: string, name: string, kind: FlagKind, lifecycle: FlagLifecycle, owner: string | null, tags: Array<string>, version: number, updatedAt: string, environments: Array<{ enabled: boolean, environment: { id: string, key: string } }> } }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

export type ProjectFrameQueryVariables = Exact<{
  projectKey: string;
}>;


export type ProjectFrameQuery = { project: { id: string, key: string, name: string, lastSequence: number, environments: Array<{ id: string, key: string, name: string, requiresApproval: boolean, minimumApprovals: number }> } | null };

export type ProjectEventsSubscriptionVariables = Exact<{
  projectKey: string;
  afterSequence: number;
}>;


export type ProjectEventsSubscription = { events:
    | { id: string, sequence: number, type: EventType, occurredAt: string, project: { id: string, key: string, lastSequence: number }, actor: { actorId: string, name: string }, environment: { id: string, key: string } | null }
    | { id: string, sequence: number, type: EventType, occurredAt: string, project: { id: string, key: string, lastSequence: number }, actor: { actorId: string, name: string }, environment: { id: string, key: string } | null }
    | { flagKey: string, flagName: string, id: string, sequence: number, type: EventType, occurredAt: string, flag: { id: string, key: string, name: string, kind: FlagKind, lifecycle: FlagLifecycle, owner: string | null, tags: Array<string>, version: number, updatedAt: string, environments: Array<{ enabled: boolean, environment: { id: string, key: string } }> } | null, project: { id: string, key: string, lastSequence: number }, actor: { actorId: string, name: string }, environment: { id: string, key: string } | null }
    | { id: string, sequence: number, type: EventType, occurredAt: string, project: { id: string, key: string, lastSequence: number }, actor: { actorId: string, name: string }, environment: { id: string, key: string } | null }
   };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const CommandErrorFragmentDoc = new TypedDocumentString(`
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
    `, {"fragmentName":"CommandError"}) as unknown as TypedDocumentString<CommandErrorFragment, unknown>;
export const FlagRowFragmentDoc = new TypedDocumentString(`
    fragment FlagRow on Flag {
  id
  key
  name
  kind
  lifecycle
  owner
  tags
  version
  updatedAt
  environments {
    environment {
      id
      key
    }
    enabled
  }
}
    `, {"fragmentName":"FlagRow"}) as unknown as TypedDocumentString<FlagRowFragment, unknown>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    id
    name
    email
    kind
    isOwner
    roles {
      role
      project {
        id
        key
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const ProjectsDocument = new TypedDocumentString(`
    query Projects($after: String) {
  projects(first: 100, after: $after) {
    edges {
      node {
        id
        key
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ProjectsQuery, ProjectsQueryVariables>;
export const FlagsDocument = new TypedDocumentString(`
    query Flags($projectKey: String!, $filter: FlagFilter, $after: String) {
  project(key: $projectKey) {
    id
    flags(first: 50, after: $after, filter: $filter) {
      edges {
        node {
          ...FlagRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment FlagRow on Flag {
  id
  key
  name
  kind
  lifecycle
  owner
  tags
  version
  updatedAt
  environments {
    environment {
      id
      key
    }
    enabled
  }
}`) as unknown as TypedDocumentString<FlagsQuery, FlagsQueryVariables>;
export const SetFlagEnabledDocument = new TypedDocumentString(`
    mutation SetFlagEnabled($input: SetFlagEnabledInput!) {
  setFlagEnabled(input: $input) {
    __typename
    ... on SetFlagEnabledPayload {
      flag {
        ...FlagRow
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment FlagRow on Flag {
  id
  key
  name
  kind
  lifecycle
  owner
  tags
  version
  updatedAt
  environments {
    environment {
      id
      key
    }
    enabled
  }
}`) as unknown as TypedDocumentString<SetFlagEnabledMutation, SetFlagEnabledMutationVariables>;
export const CreateFlagDocument = new TypedDocumentString(`
    mutation CreateFlag($input: CreateFlagInput!) {
  createFlag(input: $input) {
    __typename
    ... on CreateFlagPayload {
      flag {
        ...FlagRow
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment FlagRow on Flag {
  id
  key
  name
  kind
  lifecycle
  owner
  tags
  version
  updatedAt
  environments {
    environment {
      id
      key
    }
    enabled
  }
}`) as unknown as TypedDocumentString<CreateFlagMutation, CreateFlagMutationVariables>;
export const ProjectFrameDocument = new TypedDocumentString(`
    query ProjectFrame($projectKey: String!) {
  project(key: $projectKey) {
    id
    key
    name
    lastSequence
    environments {
      id
      key
      name
      requiresApproval
      minimumApprovals
    }
  }
}
    `) as unknown as TypedDocumentString<ProjectFrameQuery, ProjectFrameQueryVariables>;
export const ProjectEventsDocument = new TypedDocumentString(`
    subscription ProjectEvents($projectKey: String!, $afterSequence: Int!) {
  events(projectKey: $projectKey, afterSequence: $afterSequence) {
    id
    sequence
    type
    occurredAt
    project {
      id
      key
      lastSequence
    }
    actor {
      actorId
      name
    }
    environment {
      id
      key
    }
    ... on FlagEvent {
      flagKey
      flagName
      flag {
        ...FlagRow
      }
    }
  }
}
    fragment FlagRow on Flag {
  id
  key
  name
  kind
  lifecycle
  owner
  tags
  version
  updatedAt
  environments {
    environment {
      id
      key
    }
    enabled
  }
}`) as unknown as TypedDocumentString<ProjectEventsSubscription, ProjectEventsSubscriptionVariables>;