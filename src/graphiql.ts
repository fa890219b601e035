/** GraphiQL, whole in one page, with the token of whoever opened it. */

import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { GraphiQLOptions } from 'graphql-yoga';
import { graphiqlTabs } from './graphiql-tabs.ts';

const HEADERS_HERE = 'headers of the page';

export const graphiqlOptions: GraphiQLOptions = {
  title: 'GoGreen',
  defaultTabs: graphiqlTabs,
  shouldPersistHeaders: true,
  additionalHeaders: { [HEADERS_HERE]: '' },
};

/** The address of GraphiQL that brings the token along. A fragment stays in the browser: no server or proxy sees it. */
export function graphiqlLink(url: string, token: string): string {
  return `${url}/graphql#token=${encodeURIComponent(token)}`;
}

/** GraphiQL has headers for each of its tabs; a token in the link saves putting it into every one of them. */
export function renderPage(options?: GraphiQLOptions): string {
  const page = renderGraphiQL(options);
  const placeholder = JSON.stringify({ [HEADERS_HERE]: '' });
  if (!page.includes(placeholder)) throw new Error('GraphiQL takes its headers differently now');
  return page.replace('<head>', () => `<head>${rememberToken}`).replace(placeholder, 'window.tokenHeaders');
}

/** Takes the token out of the address, so that it is not passed on with it, and keeps it for the next visit. */
const rememberToken = `
      <script>
        const token = new URLSearchParams(location.hash.slice(1)).get('token');
        if (token) {
          localStorage.setItem('gogreen:token', token);
          history.replaceState(null, '', location.pathname + location.search);
        }
        const known = localStorage.getItem('gogreen:token');
        window.tokenHeaders = known ? { Authorization: 'Bearer ' + known } : {};
      </script>`;
