/** Flags that are linked to issues, and what is known of them afterwards. */

import { graphql } from '#generated/graphql/gql.ts';
import type { TestApp } from '#test/support/app.ts';
import { createFlag, freshKey, succeeded } from '#test/support/builders.ts';

type Gogreen = Pick<TestApp, 'run'>;

/** A new flag that is linked to these issues. Answers with its key. */
export async function createLinkedFlag(
  gogreen: Gogreen,
  projectKey: string,
  ...issueKeys: string[]
): Promise<string> {
  const { key: flagKey } = await createFlag(gogreen, { projectKey, key: freshKey('flag') });
  for (const issueKey of issueKeys) {
    succeeded((await gogreen.run(Link, { input: { projectKey, flagKey, issueKey } })).linkJiraIssue);
  }
  return flagKey;
}

/** The flag with its newest event. */
export async function readFlag(gogreen: Gogreen, projectKey: string, key: string) {
  const { flag } = await gogreen.run(Flag, { projectKey, key });
  if (!flag) throw new Error(`there is no flag ${key}`);
  const { events, ...rest } = flag;
  const [newest] = events.edges.map(({ node }) => node);
  return { ...rest, newest };
}

const Link = graphql(`
  mutation SupportLinkJiraIssue($input: LinkJiraIssueInput!) {
    linkJiraIssue(input: $input) {
      __typename
      ... on LinkJiraIssuePayload { flag { jiraIssues } event { sequence } }
      ... on Error { message }
    }
  }
`);

const Flag = graphql(`
  query SupportLinkedFlag($projectKey: String!, $key: String!) {
    flag(projectKey: $projectKey, key: $key) {
      key lifecycle version jiraIssues
      events(first: 1) {
        edges {
          node {
            id type sequence comment
            actor { id: actorId email name }
            ... on FlagEvent { changes { __typename ... on FlagChangeSummary { summary } } }
          }
        }
      }
    }
  }
`);
