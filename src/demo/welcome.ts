import { INBOX_PATH } from './inbox.ts';

/** What a newcomer needs to know, printed once everything is up. `link` opens GraphiQL with the token. */
export function welcome(url: string, link: string, adminToken: string): string {
  return `
  GoGreen is up, with a PostgreSQL of its own and a demo project.

    GraphiQL      ${link}
                  its tabs are the tour: press play in the first
    Demo inbox    ${url}${INBOX_PATH}
                  the webhooks that have arrived, newest first
    Admin token   ${adminToken}
                  in the link above; elsewhere as Authorization: Bearer <token>

  Ctrl-C stops everything; the data are kept.
`;
}
