import { INBOX_PATH } from './inbox.ts';

export interface Welcome {
  /** This server, as it is reached from this machine. */
  url: string;
  /** Opens the first page and signs the admin in; null: there are no pages. */
  link: string | null;
  /** Null: it is switched off. */
  graphiqlUrl: string | null;
  adminToken: string;
  /** Why the inbox receives nothing; null if it does. */
  inboxFault: string | null;
}

/** Printed after the start of embedded mode. */
export function welcome({ url, link, graphiqlUrl, adminToken, inboxFault }: Welcome): string {
  const open = link
    ? `
    Open          ${link}
                  signs you in, once and within ten minutes`
    : '';
  const graphiql = graphiqlUrl
    ? `${graphiqlUrl}
                  its tabs are the tour: press play in the first`
    : 'switched off (GRAPHIQL=off)';
  return `
  GoGreen is up, with a PostgreSQL of its own and a demo project.
${open}
    GraphiQL      ${graphiql}
    Demo inbox    ${url}${INBOX_PATH}
                  ${inboxFault === null ? 'the received webhooks, newest first' : `receives nothing: ${inboxFault}`}
    Admin token   ${adminToken}
                  as Authorization: Bearer <token>

  Ctrl-C stops everything. The data is kept.
`;
}
