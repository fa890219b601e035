/** The dashboard: an app of static files that Vite has built from the folder `dashboard`. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Serving } from '../serving.ts';
import { hasDashboard } from './dashboard-folder.ts';

/** Each is the same page, in which the app shows what the path names. All other paths are unknown. */
export const dashboardPaths = ['/', '/sign-in', '/me', '/design', '/settings/*', '/projects/*'];

/**
 * How addresses begin in the built page: relative to the path of PUBLIC_URL, which is not known then. Scripts and style
 * sheets name each other relative to themselves.
 */
const RELATIVE = /(href|src|content)="\.\//g;

/** The build's tools name these files by their content. */
const NAMED_BY_CONTENT = `${path.sep}assets${path.sep}`;

/**
 * The page may load its own files only, run no script but those, and turn no text into code. There is nothing in it that
 * differs between its users.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Its page. Where it was not built, the page says so. */
export async function addDashboard(http: FastifyInstance, serving: Serving): Promise<void> {
  const { app, dashboardFolder } = serving;
  if (!hasDashboard(serving)) {
    app.log.warn(
      { folder: dashboardFolder },
      'the dashboard was not built: its pages say so, and nothing else',
    );
    for (const url of dashboardPaths) http.get(url, (_request, reply) => sendNotBuilt(reply));
    return;
  }
  const page = await readPage(dashboardFolder, app.publicUrl);
  for (const url of dashboardPaths) {
    http.get(url, (_request, reply) =>
      reply
        .type('text/html; charset=utf-8')
        .header('Content-Security-Policy', policy)
        .header('Cache-Control', 'no-cache')
        .send(page),
    );
  }
}

/** What the page loads, if the dashboard was built. */
export async function addDashboardFiles(http: FastifyInstance, serving: Serving): Promise<void> {
  if (!hasDashboard(serving)) return;
  await http.register(fastifyStatic, {
    root: serving.dashboardFolder,
    // A route for each file: nothing else of the folder can be asked for, and unknown paths are not looked for in it.
    wildcard: false,
    globIgnore: ['index.html', '**/*.br', '**/*.gz'],
    index: false,
    preCompressed: true,
    decorateReply: false,
    cacheControl: false,
    setHeaders: (reply, file) =>
      void reply.header('Cache-Control', file.includes(NAMED_BY_CONTENT) ? FOR_EVER : 'no-cache'),
  });
}

const FOR_EVER = 'public, max-age=31536000, immutable';

async function readPage(folder: string, publicUrl: string): Promise<string> {
  const built = await readFile(path.join(folder, 'index.html'), 'utf8');
  const base = `${new URL(publicUrl).pathname.replace(/\/$/, '')}/`;
  return built.replaceAll(RELATIVE, (_match, attribute) => `${attribute}="${base}`);
}

function sendNotBuilt(reply: FastifyReply): FastifyReply {
  return reply.type('text/plain; charset=utf-8').send(NOT_BUILT);
}

const NOT_BUILT =
  'The dashboard was not built: npm install builds it. Meanwhile GraphiQL is at /graphiql, and the API at /graphql.\n';
