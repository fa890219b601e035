import { INBOX_PATH } from './inbox.ts';

/** What a newcomer needs to know, printed once everything is up. `link` opens GraphiQL with the token; null: it is off. */
export function welcome(url: string, link: string | null, adminToken: string): string {
  const graphiql = link
    ? `${link}
                  its tabs are the tour: press play in the first`
    : 'switched off (GRAPHIQL=off)';
  return `
  GoGreen is up, with a PostgreSQL of its own and a demo project.

    GraphiQL      ${graphiql}
    Demo inbox    ${url}${INBOX_PATH}
                  the webhooks that have arrived, newest first
    Admin token   ${adminToken}
                  ${link ? 'in the link above; elsewhere ' : ''}as Authorization: Bearer <token>

  Ctrl-C stops everything; the data are kept.
`;
}
