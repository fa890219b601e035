/** How the code is built, as rules over source files. Each answers with what breaks it, one sentence per finding. */

import type { SourceFile } from '#test/support/source-files.ts';

/** Each folder may import those of the rows above its own, and itself. */
const LAYERS = [
  ['platform'],
  ['accounts'],
  ['projects'],
  ['events'],
  ['flags'],
  ['approvals', 'experiments'],
  ['integrations'],
  ['deliveries'],
  ['demo'],
];

/** Files directly in src/ that folders may import; null: any import, `type`: only `import type`. */
const ROOT_FOR_DOMAIN: Record<string, 'value' | 'type'> = {
  'errors.ts': 'value',
  'jobs.ts': 'value',
  'builder.ts': 'value',
  'command-field.ts': 'value',
  'live-access.ts': 'value',
  'context.ts': 'type',
};
const ROOT_FOR_PLATFORM: Record<string, 'value' | 'type'> = { 'errors.ts': 'value', 'config.ts': 'type' };

/** The one file that ties the parts together by their types: everything may know it, and it knows everything. */
const TYPE_HUB = 'context.ts';

export function wrongDirections(files: SourceFile[]): string[] {
  return files.flatMap(({ path, imports }) =>
    imports.flatMap(({ target, typeOnly, specifier }) => {
      if (target === null) return wrongGenerated(path, specifier);
      return mayImport(path, target, typeOnly) ? [] : [`${path} must not import ${target}`];
    }),
  );
}

function mayImport(path: string, target: string, typeOnly: boolean): boolean {
  const [from, to] = [folderOf(path), folderOf(target)];
  if (from === null) return true;
  if (to === null) {
    const allowed = (from === 'platform' ? ROOT_FOR_PLATFORM : ROOT_FOR_DOMAIN)[target];
    return allowed === 'value' || (allowed === 'type' && typeOnly);
  }
  return from === to || rank(to) < rank(from);
}

/** Of the generated code only the database client and its types for the schema: the documents are the tests'. */
function wrongGenerated(path: string, specifier: string): string[] {
  const generated = /generated\/(\w+)/.exec(specifier)?.[1];
  if (!generated || ['prisma', 'pothos'].includes(generated)) return [];
  return [`${path} must not import generated/${generated}`];
}

export function unknownFolders(files: SourceFile[]): string[] {
  const folders = new Set(files.map(({ path }) => folderOf(path)).filter((folder) => folder !== null));
  return [...folders].filter((folder) => rank(folder) === -1).map((folder) => `${folder}/ is in no layer`);
}

export function cycles(files: SourceFile[], kind: 'value' | 'any'): string[] {
  const edges = new Map(
    files.map(({ path, imports }) => [
      path,
      imports.flatMap(({ target, typeOnly }) => {
        if (target === null || (kind === 'value' && typeOnly)) return [];
        return typeOnly && target === TYPE_HUB ? [] : [target];
      }),
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
const FILE_NAME = /^[a-z0-9]+(-[a-z0-9]+)*(\.(schema|job))?\.ts$/;

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

export function environmentReaders(files: SourceFile[]): string[] {
  return files
    .filter(({ path, text }) => path !== 'config.ts' && readsEnvironment.test(text))
    .map(({ path }) => `${path} reads process.env`);
}
const readsEnvironment =
  /\bprocess\??\s*(\.\s*env\b|\[\s*['"`]env)|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b|import\s*\{[^}]*\benv\b[^}]*\}\s*from\s*['"](node:)?process/;

/** What is defined for GraphQL stands in `*.schema.ts`, and every such file is part of the schema. */
export function misplacedSchema(files: SourceFile[]): string[] {
  const touchesBuilder = ({ imports }: SourceFile) =>
    imports.some(({ target, typeOnly }) => target === 'builder.ts' && !typeOnly);
  const isSchema = ({ path }: SourceFile) => path.endsWith('.schema.ts');
  const listed = new Set(files.flatMap(({ imports }) => imports.map(({ target }) => target)));
  return [
    ...files
      .filter((file) => folderOf(file.path) !== null && touchesBuilder(file) && !isSchema(file))
      .map(({ path }) => `${path} uses the builder but is no *.schema.ts`),
    ...files
      .filter((file) => isSchema(file) && !listed.has(file.path))
      .map(({ path }) => `${path} is part of no schema: nothing imports it`),
  ];
}

const folderOf = (path: string) => (path.includes('/') ? (path.split('/')[0] ?? null) : null);
const rank = (folder: string) => LAYERS.findIndex((layer) => layer.includes(folder));
