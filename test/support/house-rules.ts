/** How the code is built, as rules over source files. Each answers with what breaks it, one sentence per finding. */

import type { SourceFile } from '#test/support/source-files.ts';

/** The rooms, from the bottom up: each may import those of the rows above its own, and itself. */
const LAYERS = [
  ['platform'],
  ['access'],
  ['graphql'],
  ['accounts'],
  ['projects'],
  ['events'],
  ['flags'],
  ['rulesets'],
  ['approvals', 'experiments'],
  ['usage'],
  ['integrations'],
  ['deliveries'],
  ['overview'],
  ['demo'],
  ['http'],
  ['app'],
];

/** The folders inside each room. A new one is added here, and to the map in docs/architecture.md. */
const FOLDERS: Record<string, readonly string[]> = {
  graphql: ['statistics'],
  platform: [
    'egress',
    'embedded-postgres',
    'input',
    'jobs',
    'live',
    'postgres',
    'postgres/connections',
    'secrets',
  ],
  accounts: ['audit', 'sessions', 'sign-in'],
  projects: ['arranging', 'keys'],
  events: ['log'],
  flags: [
    'bulk',
    'changes',
    'code-like',
    'flag-events',
    'jira-links',
    'list',
    'operators',
    'preview',
    'restore',
    'targeting',
    'views',
    'writing',
  ],
  rulesets: ['evaluation'],
  approvals: ['applying', 'comments', 'events', 'rights'],
  experiments: ['counting', 'results', 'statistics', 'winner'],
  integrations: [
    'contract',
    'event',
    'forms',
    'messages',
    'providers',
    'providers/datadog',
    'providers/dynatrace',
    'providers/jira',
    'providers/jira/inbound',
    'providers/jira/panel',
    'providers/new-relic',
    'providers/slack',
    'providers/teams',
    'providers/webhook',
    'secrets',
  ],
  deliveries: [
    'attempts',
    'attempts/conversations',
    'log',
    'log/live',
    'notified',
    'queue',
    'recoveries',
    'states',
    'statistics',
    'try-out',
  ],
  http: [
    'applications',
    'dashboard',
    'limits',
    'ofrep',
    'pages',
    'sdk',
    'sdk/streams',
    'session',
    'websocket',
    'yoga',
  ],
  app: ['metrics'],
};

/** The programs: all that stands beside the rooms. */
const PROGRAMS = ['main.ts', 'rotate-keys.ts'];

/** More files than this in one folder are two rooms, unless they are all of one kind. */
const MAX_FILES = 15;
const REGISTRIES = ['flags/changes', 'flags/operators'];

export function wrongDirections(files: SourceFile[]): string[] {
  return files.flatMap(({ path, imports }) =>
    imports.flatMap(({ target, specifier }) => {
      if (target === null) return wrongGenerated(path, specifier);
      return mayImport(path, target) ? [] : [`${path} must not import ${target}`];
    }),
  );
}

function mayImport(path: string, target: string): boolean {
  const [from, to] = [roomOf(path), roomOf(target)];
  // Programs import rooms. Nothing imports a program.
  if (to === null) return false;
  return from === null || from === to || rank(to) < rank(from);
}

/** The folders of the dashboard, from the bottom up. `routes.tsx` and `main.tsx` stand above all of them. */
const DASHBOARD_LAYERS = ['gql', 'api', 'design', 'shell', 'screens'];

/** The dashboard: what pages are made of knows nothing of pages. */
export function wrongDashboardDirections(files: SourceFile[]): string[] {
  const place = (path: string) => DASHBOARD_LAYERS.indexOf(roomOf(path) ?? '');
  return files.flatMap(({ path, imports }) =>
    imports
      .filter(({ target }) => target !== null && roomOf(path) !== null)
      .filter(({ target }) => place(target ?? '') < 0 || place(target ?? '') > place(path))
      .map(({ target }) => `${path} must not import ${target}`),
  );
}

/** Of the generated code only the database client and its types for the schema: the documents are the tests'. */
function wrongGenerated(path: string, specifier: string): string[] {
  const generated = /generated\/(\w+)/.exec(specifier)?.[1];
  if (!generated || ['prisma', 'pothos', 'kysely'].includes(generated)) return [];
  return [`${path} must not import generated/${generated}`];
}

export function unknownFolders(files: SourceFile[]): string[] {
  const known = new Set(
    LAYERS.flat().flatMap((room) => [room, ...(FOLDERS[room] ?? []).map((folder) => `${room}/${folder}`)]),
  );
  const folders = new Set(files.map(({ path }) => folderOf(path)).filter((folder) => folder !== null));
  const programs = files.filter(({ path }) => folderOf(path) === null && !PROGRAMS.includes(path));
  return [
    ...[...folders].filter((folder) => !known.has(folder)).map((folder) => `${folder}/ is in no room`),
    ...programs.map(({ path }) => `${path} is not one of the programs, which alone stand beside the rooms`),
  ];
}

export function crowdedFolders(files: SourceFile[]): string[] {
  const folders = Map.groupBy(files, ({ path }) => folderOf(path));
  return [...folders]
    .filter(([folder, list]) => list.length > MAX_FILES && !REGISTRIES.includes(folder ?? ''))
    .map(([folder, list]) => `${folder}/ has ${list.length} files, more than ${MAX_FILES}`);
}

/** Imports of types count like all others. */
export function cycles(files: SourceFile[]): string[] {
  const edges = new Map(
    files.map(({ path, imports }) => [
      path,
      imports.map(({ target }) => target).filter((target) => target !== null),
    ]),
  );
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: string[]) => {
    const start = trail.indexOf(path);
    if (start !== -1) found.push([...trail.slice(start), path].join(' → '));
    if (start !== -1 || done.has(path)) return;
    for (const target of edges.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of edges.keys()) visit(path, []);
  return found;
}

export function wrongSizes(files: SourceFile[]): string[] {
  const sizes = files.map(({ lines }) => lines).toSorted((a, b) => a - b);
  const median = sizes[Math.floor(sizes.length / 2)] ?? 0;
  const long = sizes.filter((lines) => lines > 200).length;
  return [
    ...(median > 70 ? [`the median file has ${median} lines, more than 70`] : []),
    ...(long > files.length / 10 ? [`${long} of ${files.length} files have more than 200 lines`] : []),
    ...files
      .filter(({ lines }) => lines > 300)
      .map(({ path, lines }) => `${path} has ${lines} lines, more than 300`),
  ];
}

/** Names what may stand after the last hyphen or alone: a drawer says nothing of what is in it. */
const DRAWER = /^(utils?|helpers?|common|types|libs?)$/;
const FILE_NAME = /^[a-z0-9]+(-[a-z0-9]+)*(\.(schema|job))?\.tsx?$/;

export function wrongNames(files: SourceFile[]): string[] {
  return files.flatMap(({ path }) => {
    const parts = path.split('/');
    const isDrawer = parts.some((part) => part.split(/[-.]/).some((word) => DRAWER.test(word)));
    return [
      ...(isDrawer ? [`${path} is named for a drawer`] : []),
      ...(FILE_NAME.test(parts.at(-1) ?? '') ? [] : [`${path} is not kebab-case with a known suffix`]),
    ];
  });
}

export function wrongExports(files: SourceFile[]): string[] {
  return files
    .filter(({ text }) => /^export\s+default\b|^export\s*\{[^}]*\bas\s+default\b/m.test(text))
    .map(({ path }) => `${path} has a default export`);
}

/** The settings, and the one variable that packages need. */
const ENVIRONMENT = ['app/config.ts', 'app/home.ts'];

export function environmentReaders(files: SourceFile[]): string[] {
  return files
    .filter(({ path, text }) => !ENVIRONMENT.includes(path) && readsEnvironment.test(text))
    .map(({ path }) => `${path} reads process.env`);
}
const readsEnvironment =
  /\bprocess\??\s*(\.\s*env\b|\[\s*['"`]env)|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b|import\s*\{[^}]*\benv\b[^}]*\}\s*from\s*['"](node:)?process/;

/**
 * What gogreen-engine may import besides its own files, so that it runs in any JavaScript: small packages without imports of
 * Node.js. Regular expressions are 46 kB, and so only in the entry point that applications ask for.
 */
const ENGINE_IMPORTS: Record<string, readonly string[]> = {
  '@noble/hashes/sha2.js': ['bucketing.ts'],
  re2js: ['patterns.ts'],
  'semver/functions/compare.js': ['operators/versions.ts'],
  'semver/functions/parse.js': ['operators/versions.ts'],
};
const ENGINE_TYPES = ['semver/classes/semver.js'];

/** Of files below packages/engine/src. */
export function impureEngine(files: SourceFile[]): string[] {
  return files.flatMap(({ path, text, imports }) => [
    ...imports
      .filter(({ target, specifier, typeOnly }) => {
        if (target !== null) return specifier.startsWith('#');
        return !ENGINE_IMPORTS[specifier]?.includes(path) && !(typeOnly && ENGINE_TYPES.includes(specifier));
      })
      .map(({ specifier }) => `${path} must not import ${specifier}`),
    ...(usesNode.test(text.replaceAll(comments, '')) ? [`${path} uses what only Node.js has`] : []),
  ]);
}
const usesNode = /\b(process|Buffer|require|setImmediate|__dirname|__filename)\b\s*[.([]/;
const comments = /\/\*[\s\S]*?\*\/|\/\/.*$/gm;

/** The states of a delivery change in one folder. SQL functions that do so are called there or by the claim. */
export function strayDeliveryWrites(files: SourceFile[]): string[] {
  return files
    .filter(({ path, text }) => !path.startsWith('deliveries/states/') && writesDeliveries.test(text))
    .map(({ path }) => `${path} writes to deliveries outside of deliveries/states/`);
}
const writesDeliveries =
  /\b(UPDATE|INSERT\s+INTO|MERGE\s+INTO)\s+"?deliveries\b|\b(updateTable|insertInto|mergeInto)\(\s*['"`]deliveries\b|\bdelivery\s*\.\s*(create|update|upsert)/i;

/** What is defined for GraphQL stands in `*.schema.ts`, and every such file is part of the schema. */
const BUILDER = 'graphql/builder.ts';
/** Those that add a kind of field or type, or make the schema. */
const USES_BUILDER = [
  'graphql/command-field.ts',
  'graphql/command-payload.ts',
  'graphql/connection-of.ts',
  'graphql/described-enum.ts',
  'http/yoga/schema.ts',
];

export function misplacedSchema(files: SourceFile[]): string[] {
  const touchesBuilder = ({ imports }: SourceFile) =>
    imports.some(({ target, typeOnly }) => target === BUILDER && !typeOnly);
  const isSchema = ({ path }: SourceFile) => path.endsWith('.schema.ts');
  const listed = new Set(files.flatMap(({ imports }) => imports.map(({ target }) => target)));
  return [
    ...files
      .filter((file) => !USES_BUILDER.includes(file.path) && touchesBuilder(file) && !isSchema(file))
      .map(({ path }) => `${path} uses the builder but is no *.schema.ts`),
    ...files
      .filter((file) => isSchema(file) && !listed.has(file.path))
      .map(({ path }) => `${path} is part of no schema: nothing imports it`),
  ];
}

/** The jobs of a room stand in its `jobs.ts`, which the list of what the worker runs has to import whole. */
export function unknownJobs(files: SourceFile[]): string[] {
  const worker = files.find(({ path }) => path === 'app/tasks.ts');
  const known = new Set(worker?.imports.map(({ target }) => target));
  const defining = files.filter(
    ({ path, text }) => /= defineJob\(/.test(text) && !path.startsWith('platform/'),
  );
  return defining.flatMap(({ path }) => [
    ...(path.endsWith('/jobs.ts') ? [] : [`${path} defines a job but is no jobs.ts`]),
    ...(known.has(path) ? [] : [`${path} defines jobs that app/tasks.ts does not run`]),
  ]);
}

/**
 * A literal that is spread where its parts could stand themselves, which only keeps the formatter from breaking lines. A
 * literal that a method is called on is another thing, and so is a rest parameter that is taken apart.
 */
export function needlessSpreads(files: SourceFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(/\.\.\.\(?(?=[[{])/g)]
      .filter(({ 0: dots, index }) => afterSpread[dots]?.test(textAfterBrackets(text, index + dots.length)))
      .map(({ index }) => `${path}:${text.slice(0, index).split('\n').length} spreads a literal`),
  );
}

/** What follows the closing bracket of the one at `start`. */
function textAfterBrackets(text: string, start: number): string {
  let depth = 0;
  for (const { 0: token, index } of text.slice(start).matchAll(stringsAndBrackets)) {
    if ('[{('.includes(token)) depth++;
    if (']})'.includes(token)) depth--;
    if (depth === 0) return text.slice(start + index + 1);
  }
  return '';
}
const stringsAndBrackets = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\/.*|[[\]{}()]/g;
/** By how the spread begins: what comes next when the literal is all of it. */
const afterSpread: Record<string, RegExp> = {
  '...': /^\s*([,\]}]|\)(?!\s*(=>|:|\{)))/,
  '...(': /^(\s+(as|satisfies)\s[^,()]+)?\)\s*[,\]})]/,
};

const folderOf = (path: string) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : null);
const roomOf = (path: string) => folderOf(path)?.split('/')[0] ?? null;
const rank = (room: string) => LAYERS.findIndex((layer) => layer.includes(room));
