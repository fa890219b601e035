import { INBOX_PATH } from './inbox.ts';

/** What a newcomer needs to know, printed once everything is up. */
export function welcome(url: string, adminToken: string): string {
  return `
  GoGreen is up, with a PostgreSQL of its own and a demo project.

    GraphiQL      ${url}/graphql     its tabs are the tour
    Admin token   ${adminToken}
    Demo inbox    ${url}${INBOX_PATH}       the webhooks that arrived

  Put {"Authorization": "Bearer <the token>"} into Headers and press play.
  Ctrl-C stops everything; the data are kept.
`;
}
