/** GraphiQL in a single page. It sends the cookie of the session, as the dashboard does. */

import { createHash } from 'node:crypto';
import type { GraphiQLOptions } from 'graphql-yoga';
import { graphiqlTabs } from './graphiql-tabs.ts';

const graphiqlOptions: GraphiQLOptions = {
  title: 'GoGreen',
  endpoint: 'graphql',
  defaultTabs: graphiqlTabs,
  shouldPersistHeaders: true,
  // Room for the operation: most need neither variables nor other headers.
  defaultEditorToolsVisibility: false,
};

interface GraphiqlPage {
  /** Shared by all responses: with nine megabytes for each, clients that do not read would fill the memory. */
  body: Buffer;
  policy: string;
}

/** Made once, at the first request: it is the same for all clients and slow to make. */
export function graphiqlPage(): Promise<GraphiqlPage> {
  made ??= makePage().catch((error: unknown) => {
    made = undefined;
    throw error;
  });
  return made;
}

let made: Promise<GraphiqlPage> | undefined;

async function makePage(): Promise<GraphiqlPage> {
  const page = await renderPage(graphiqlOptions);
  return { body: Buffer.from(page), policy: pagePolicy(page) };
}

async function renderPage(options: GraphiQLOptions): Promise<string> {
  // Half a second and 50 MB, which a process does not need that nobody asks for the page.
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  return renderGraphiQL(options).replace('<head>', () => `<head>${noScrollbars}${beforeGraphiql}`);
}

/**
 * The Content-Security-Policy of the page: it may run only the scripts that it contains. Its editor adds style sheets at run
 * time and starts workers from blobs.
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

/** The exact text of the script elements of a page. A browser ends each at the next `</script`. */
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

/** Without it, the elements that the editors keep outside the page for screen readers make the page scroll. */
const noScrollbars = '<style>body { overflow: hidden }</style>';

/**
 * Signs in with the code in the link, and takes it out of the address, so that it is not shared with the link. A fragment
 * stays in the browser: no server or proxy sees it. A token would not do: anybody could send a link with their own, which
 * signs its reader in as them. Earlier versions kept the token in the browser.
 */
const beforeGraphiql = `
      <script>
        const code = new URLSearchParams(location.hash.slice(1)).get('code');
        if (code) {
          history.replaceState(null, '', location.pathname + location.search);
          fetch('session', {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ code }),
          }).then(async (response) => {
            if (!response.ok) alert((await response.json()).errors[0].message);
          });
        }
        localStorage.removeItem('gogreen:token');
        // Reopens the last tab: GraphiQL looks for a tab like these, and otherwise adds an empty one.
        const tabState = JSON.parse(localStorage.getItem('graphiql:tabState'));
        const openTab = tabState && tabState.tabs[tabState.activeTabIndex];
        if (openTab && !new URLSearchParams(location.search).has('query')) {
          for (const part of ['query', 'variables', 'headers']) {
            localStorage.setItem('graphiql:' + part, openTab[part] || '');
          }
        }
      </script>`;
