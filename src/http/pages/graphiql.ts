/** GraphiQL, whole in one page, with the token of whoever opened it. */

import { createHash } from 'node:crypto';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { GraphiQLOptions } from 'graphql-yoga';
import { graphiqlTabs } from './graphiql-tabs.ts';

const HEADERS_HERE = 'headers of the page';

const graphiqlOptions: GraphiQLOptions = {
  title: 'GoGreen',
  defaultTabs: graphiqlTabs,
  shouldPersistHeaders: true,
  // Room for the operation: most need neither variables nor other headers.
  defaultEditorToolsVisibility: false,
  additionalHeaders: { [HEADERS_HERE]: '' },
};

/** The address of GraphiQL that brings the token along. A fragment stays in the browser: no server or proxy sees it. */
export function graphiqlLink(url: string, token: string): string {
  return `${url}/graphql#token=${encodeURIComponent(token)}`;
}

interface GraphiqlPage {
  /** Shared by all who get it: nine megabytes of its own for each would fill our memory with those who do not read. */
  body: Buffer;
  policy: string;
}

/** It is the same for everybody and takes a while to make: once, when it is first asked for. */
export function graphiqlPage(): GraphiqlPage {
  made ??= makePage();
  return made;
}

let made: GraphiqlPage | undefined;

function makePage(): GraphiqlPage {
  const page = renderPage(graphiqlOptions);
  return { body: Buffer.from(page), policy: pagePolicy(page) };
}

/** GraphiQL has headers for each of its tabs; a token in the link saves putting it into every one of them. */
function renderPage(options: GraphiQLOptions): string {
  const page = renderGraphiQL(options);
  const placeholder = JSON.stringify({ [HEADERS_HERE]: '' });
  if (!page.includes(placeholder)) throw new Error('GraphiQL takes its headers differently now');
  return page
    .replace('<head>', () => `<head>${noScrollbars}${rememberToken}`)
    .replace(placeholder, 'window.tokenHeaders');
}

/**
 * What the page may load and run: the scripts that are in it, and nothing else. Its editor writes style sheets as it goes
 * and starts workers from blobs.
 */
function pagePolicy(page: string): string {
  const hashes = scriptsOf(page).map(
    (script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return [
    "default-src 'none'",
    `script-src ${hashes.join(' ')}`,
    "style-src 'unsafe-inline'",
    'font-src data:',
    'img-src data:',
    'worker-src blob: data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** What stands in the script elements of a page, to the byte. A browser ends each at the next `</script`. */
export function scriptsOf(page: string): string[] {
  const scripts: string[] = [];
  const opening = /<script\b[^>]*>/gi;
  const closing = /<\/script/gi;
  for (let found = opening.exec(page); found; found = opening.exec(page)) {
    closing.lastIndex = opening.lastIndex;
    const end = closing.exec(page)?.index ?? page.length;
    scripts.push(page.slice(opening.lastIndex, end));
    opening.lastIndex = end;
  }
  return scripts;
}

/** What its editors keep beside the page for screen readers would make the whole page scroll. */
const noScrollbars = '<style>body { overflow: hidden }</style>';

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
        // Whoever comes back gets the tab that was open: GraphiQL looks for one like these and else adds an empty one.
        const tabState = JSON.parse(localStorage.getItem('graphiql:tabState'));
        const openTab = tabState && tabState.tabs[tabState.activeTabIndex];
        if (openTab && !new URLSearchParams(location.search).has('query')) {
          for (const part of ['query', 'variables', 'headers']) {
            localStorage.setItem('graphiql:' + part, openTab[part] || '');
          }
        }
      </script>`;
