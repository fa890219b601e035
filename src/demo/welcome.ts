import { INBOX_PATH } from './inbox.ts';

/**
 * Printed after the start of embedded mode. `link` opens GraphiQL with the token; null: GraphiQL is switched off.
 * `inboxFault` is why the inbox receives nothing.
 */
export function welcome(
  url: string,
  link: string | null,
  adminToken: string,
  inboxFault: string | null,
): string {
  const graphiql = link
    ? `${link}
                  its tabs are the tour: press play in the first`
    : 'switched off (GRAPHIQL=off)';
  return `
  GoGreen is up, with a PostgreSQL of its own and a demo project.

    GraphiQL      ${graphiql}
    Demo inbox    ${url}${INBOX_PATH}
                  ${inboxFault === null ? 'the received webhooks, newest first' : `receives nothing: ${inboxFault}`}
    Admin token   ${adminToken}
                  ${link ? 'in the link above; elsewhere ' : ''}as Authorization: Bearer <token>

  Ctrl-C stops everything. The data is kept.
`;
}
