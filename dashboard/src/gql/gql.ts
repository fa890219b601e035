/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "fragment CommandError on Error {\n  __typename\n  message\n  ... on InvalidInputError {\n    issues {\n      path\n      message\n    }\n  }\n}": typeof types.CommandErrorFragmentDoc,
    "query Viewer {\n  viewer {\n    id\n    name\n    email\n    kind\n    isOwner\n    roles {\n      role\n      project {\n        id\n        key\n        name\n      }\n    }\n  }\n}\n\nquery Projects($after: String) {\n  projects(first: 100, after: $after) {\n    edges {\n      node {\n        id\n        key\n        name\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": typeof types.ViewerDocument,
    "fragment FlagRow on Flag {\n  id\n  key\n  name\n  kind\n  lifecycle\n  owner\n  tags\n  version\n  updatedAt\n  environments {\n    environment {\n      id\n      key\n    }\n    enabled\n  }\n}\n\nquery Flags($projectKey: String!, $filter: FlagFilter, $after: String) {\n  project(key: $projectKey) {\n    id\n    flags(first: 50, after: $after, filter: $filter) {\n      edges {\n        node {\n          ...FlagRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}\n\nmutation SetFlagEnabled($input: SetFlagEnabledInput!) {\n  setFlagEnabled(input: $input) {\n    __typename\n    ... on SetFlagEnabledPayload {\n      flag {\n        ...FlagRow\n      }\n    }\n    ...CommandError\n  }\n}\n\nmutation CreateFlag($input: CreateFlagInput!) {\n  createFlag(input: $input) {\n    __typename\n    ... on CreateFlagPayload {\n      flag {\n        ...FlagRow\n      }\n    }\n    ...CommandError\n  }\n}": typeof types.FlagRowFragmentDoc,
    "query ProjectFrame($projectKey: String!) {\n  project(key: $projectKey) {\n    id\n    key\n    name\n    lastSequence\n    environments {\n      id\n      key\n      name\n      requiresApproval\n      minimumApprovals\n    }\n  }\n}\n\nsubscription ProjectEvents($projectKey: String!, $afterSequence: Int!) {\n  events(projectKey: $projectKey, afterSequence: $afterSequence) {\n    id\n    sequence\n    type\n    occurredAt\n    project {\n      id\n      key\n      lastSequence\n    }\n    actor {\n      actorId\n      name\n    }\n    environment {\n      id\n      key\n    }\n    ... on FlagEvent {\n      flagKey\n      flagName\n      flag {\n        ...FlagRow\n      }\n    }\n  }\n}": typeof types.ProjectFrameDocument,
};
const documents: Documents = {
    "fragment CommandError on Error {\n  __typename\n  message\n  ... on InvalidInputError {\n    issues {\n      path\n      message\n    }\n  }\n}": types.CommandErrorFragmentDoc,
    "query Viewer {\n  viewer {\n    id\n    name\n    email\n    kind\n    isOwner\n    roles {\n      role\n      project {\n        id\n        key\n        name\n      }\n    }\n  }\n}\n\nquery Projects($after: String) {\n  projects(first: 100, after: $after) {\n    edges {\n      node {\n        id\n        key\n        name\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": types.ViewerDocument,
    "fragment FlagRow on Flag {\n  id\n  key\n  name\n  kind\n  lifecycle\n  owner\n  tags\n  version\n  updatedAt\n  environments {\n    environment {\n      id\n      key\n    }\n    enabled\n  }\n}\n\nquery Flags($projectKey: String!, $filter: FlagFilter, $after: String) {\n  project(key: $projectKey) {\n    id\n    flags(first: 50, after: $after, filter: $filter) {\n      edges {\n        node {\n          ...FlagRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}\n\nmutation SetFlagEnabled($input: SetFlagEnabledInput!) {\n  setFlagEnabled(input: $input) {\n    __typename\n    ... on SetFlagEnabledPayload {\n      flag {\n        ...FlagRow\n      }\n    }\n    ...CommandError\n  }\n}\n\nmutation CreateFlag($input: CreateFlagInput!) {\n  createFlag(input: $input) {\n    __typename\n    ... on CreateFlagPayload {\n      flag {\n        ...FlagRow\n      }\n    }\n    ...CommandError\n  }\n}": types.FlagRowFragmentDoc,
    "query ProjectFrame($projectKey: String!) {\n  project(key: $projectKey) {\n    id\n    key\n    name\n    lastSequence\n    environments {\n      id\n      key\n      name\n      requiresApproval\n      minimumApprovals\n    }\n  }\n}\n\nsubscription ProjectEvents($projectKey: String!, $afterSequence: Int!) {\n  events(projectKey: $projectKey, afterSequence: $afterSequence) {\n    id\n    sequence\n    type\n    occurredAt\n    project {\n      id\n      key\n      lastSequence\n    }\n    actor {\n      actorId\n      name\n    }\n    environment {\n      id\n      key\n    }\n    ... on FlagEvent {\n      flagKey\n      flagName\n      flag {\n        ...FlagRow\n      }\n    }\n  }\n}": types.ProjectFrameDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment CommandError on Error {\n  __typename\n  message\n  ... on InvalidInputError {\n    issues {\n      path\n      message\n    }\n  }\n}"): typeof import('./graphql.ts').CommandErrorFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Viewer {\n  viewer {\n    id\n    name\n    email\n    kind\n    isOwner\n    roles {\n      role\n      project {\n        id\n        key\n        name\n      }\n    }\n  }\n}\n\nquery Projects($after: String) {\n  projects(first: 100, after: $after) {\n    edges {\n      node {\n        id\n        key\n        name\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"): typeof import('./graphql.ts').ViewerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment FlagRow on Flag {\n  id\n  key\n  name\n  kind\n  lifecycle\n  owner\n  tags\n  version\n  updatedAt\n  environments {\n    environment {\n      id\n      key\n    }\n    enabled\n  }\n}\n\nquery Flags($projectKey: String!, $filter: FlagFilter, $after: String) {\n  project(key: $projectKey) {\n    id\n    flags(first: 50, after: $after, filter: $filter) {\n      edges {\n        node {\n          ...FlagRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}\n\nmutation SetFlagEnabled($input: SetFlagEnabledInput!) {\n  setFlagEnabled(input: $input) {\n    __typename\n    ... on SetFlagEnabledPayload {\n      flag {\n        ...FlagRow\n      }\n    }\n    ...CommandError\n  }\n}\n\nmutation CreateFlag($input: CreateFlagInput!) {\n  createFlag(input: $input) {\n    __typename\n    ... on CreateFlagPayload {\n      flag {\n        ...FlagRow\n      }\n    }\n    ...CommandError\n  }\n}"): typeof import('./graphql.ts').FlagRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ProjectFrame($projectKey: String!) {\n  project(key: $projectKey) {\n    id\n    key\n    name\n    lastSequence\n    environments {\n      id\n      key\n      name\n      requiresApproval\n      minimumApprovals\n    }\n  }\n}\n\nsubscription ProjectEvents($projectKey: String!, $afterSequence: Int!) {\n  events(projectKey: $projectKey, afterSequence: $afterSequence) {\n    id\n    sequence\n    type\n    occurredAt\n    project {\n      id\n      key\n      lastSequence\n    }\n    actor {\n      actorId\n      name\n    }\n    environment {\n      id\n      key\n    }\n    ... on FlagEvent {\n      flagKey\n      flagName\n      flag {\n        ...FlagRow\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').ProjectFrameDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
