import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { everyRow } from '#test/support/every-row.ts';
import {
  crowdedFolders,
  cycles,
  environmentReaders,
  impureEngine,
  misplacedSchema,
  needlessSpreads,
  strayDeliveryWrites,
  unknownFolders,
  unknownJobs,
  wrongDashboardDirections,
  wrongDirections,
  wrongExports,
  wrongNames,
  wrongSizes,
} from '#test/support/house-rules.ts';
import { readSourceFiles, type SourceFile, sourceFile } from '#test/support/source-files.ts';

const root = path.resolve(import.meta.dirname, '..', 'src');
const files = readSourceFiles(root);

const rules: { fact: string; check: (files: SourceFile[]) => string[]; bad: Record<string, SourceFile[]> }[] =
  [
    {
      fact: 'folders import only what stands below them',
      check: wrongDirections,
      bad: {
        'platform knows a domain folder': [
          sourceFile('platform/db.ts', `import { a } from '../flags/flag.ts';`),
        ],
        'platform loads the settings': [
          sourceFile('platform/db.ts', `import { a } from '../app/config.ts';`),
        ],
        'platform knows a domain by type': [
          sourceFile('platform/app.ts', `import type { A } from '../events/event-log.ts';`),
        ],
        'upwards, even for a type': [
          sourceFile('flags/a.ts', `import type { A } from '../integrations/b.ts';`),
        ],
        'side by side in one layer': [
          sourceFile('approvals/a.ts', `import { b } from '../experiments/b.ts';`),
        ],
        'by alias': [sourceFile('events/a.ts', `export * from '#src/flags/flag.ts';`)],
        lazily: [sourceFile('events/a.ts', `const a = await import('../flags/flag.ts');`)],
        'a program': [sourceFile('app/start.ts', `import { a } from '../main.ts';`)],
        'the server from a domain': [sourceFile('events/a.ts', `import { a } from '../http/server.ts';`)],
        'a domain from the builder': [
          sourceFile('graphql/builder.ts', `import { a } from '../accounts/users.ts';`),
        ],
        'the demo from a domain folder': [sourceFile('flags/a.ts', `import { a } from '../demo/seed.ts';`)],
        'documents of the tests': [sourceFile('a.ts', `import { a } from '../generated/graphql/gql.ts';`)],
      },
    },
    {
      fact: 'every file is in a folder that the rules know',
      check: unknownFolders,
      bad: {
        'a new room': [sourceFile('billing/bill.ts', '')],
        'a new folder in a room': [sourceFile('flags/bills/bill.ts', '')],
        'a file beside the rooms': [sourceFile('errors.ts', '')],
      },
    },
    {
      fact: 'no folder has more than 15 files, but for registries',
      check: crowdedFolders,
      bad: { '16 files': sized(...Array(16).fill(10)) },
    },
    {
      fact: 'no imports form a cycle, imports of types included',
      check: cycles,
      bad: {
        'three files': [
          sourceFile('flags/a.ts', `import { b } from './b.ts';`),
          sourceFile('flags/b.ts', `export { c } from './c.ts';`),
          sourceFile('flags/c.ts', `import { type A } from './a.ts';`),
        ],
        'a file and itself': [sourceFile('flags/a.ts', `import './a.ts';`)],
        'two files, by types': [
          sourceFile('flags/a.ts', `import type { B } from './b.ts';`),
          sourceFile('flags/b.ts', `import type { A } from './a.ts';`),
        ],
      },
    },
    {
      fact: 'files are short',
      check: wrongSizes,
      bad: {
        'one over 300 lines': [...sized(301), ...sized(...Array(20).fill(10))],
        'a median over 70': sized(71, 72, 73),
        'more than a tenth over 200': sized(...Array(17).fill(10), 201, 201),
      },
    },
    {
      fact: 'files are named for their idea',
      check: wrongNames,
      bad: {
        'a drawer': [sourceFile('flags/utils.ts', '')],
        'a drawer with a first name': [sourceFile('flags/flag-helpers.ts', '')],
        'a folder that is one': [sourceFile('flags/common/flag.ts', '')],
        'types in a suffix': [sourceFile('flags/flag.types.ts', '')],
        'camel case': [sourceFile('flags/flagEvent.ts', '')],
        'an unknown suffix': [sourceFile('flags/flag.service.ts', '')],
      },
    },
    {
      fact: 'exports have names',
      check: wrongExports,
      bad: {
        default: [sourceFile('flags/a.ts', 'export default function a() {}')],
        'default in a list': [sourceFile('flags/a.ts', 'export {\n  a as default,\n};')],
      },
    },
    {
      fact: 'only app/config.ts reads the environment',
      check: environmentReaders,
      bad: {
        plainly: [sourceFile('server.ts', 'const port = process.env.PORT;')],
        'by name': [sourceFile('server.ts', "const port = process['env'];")],
        'taken apart': [sourceFile('server.ts', 'const { env } = process;')],
        imported: [sourceFile('server.ts', "import { env } from 'node:process';")],
      },
    },
    {
      fact: 'only deliveries/states/ changes the state of deliveries',
      check: strayDeliveryWrites,
      bad: {
        'an update in SQL': [
          sourceFile(
            'deliveries/queue/a.ts',
            'const text = `WITH a AS (\n  UPDATE deliveries d SET status = 1)`;',
          ),
        ],
        'an insert in SQL': [
          sourceFile('demo/a.ts', 'const text = `INSERT INTO deliveries (id) VALUES (1)`;'),
        ],
        'an update with kysely': [sourceFile('deliveries/a.ts', `query(tx).updateTable('deliveries')`)],
        'an update with Prisma': [sourceFile('deliveries/a.ts', 'prisma.delivery.updateMany({})')],
      },
    },
    {
      fact: 'GraphQL is defined in *.schema.ts, and all of those are part of the schema',
      check: misplacedSchema,
      bad: {
        elsewhere: [sourceFile('flags/flag.ts', `import { builder } from '../graphql/builder.ts';`)],
        forgotten: [sourceFile('flags/flag.schema.ts', `import { builder } from '../graphql/builder.ts';`)],
      },
    },
    {
      fact: 'jobs are defined in jobs.ts, and the worker runs all of them',
      check: unknownJobs,
      bad: {
        elsewhere: [
          sourceFile('app/tasks.ts', `import { aJob } from '../flags/a.job.ts';`),
          sourceFile('flags/a.job.ts', `export const aJob = defineJob('a', schema, idOf);`),
        ],
        forgotten: [
          sourceFile('app/tasks.ts', `import * as eventJobs from '../events/jobs.ts';`),
          sourceFile('flags/jobs.ts', `export const aJob = defineJob('a', schema, idOf);`),
        ],
      },
    },
  ];

describe.each(rules)('$fact', ({ check, bad }) => {
  test('in all of src/', () => expect(check(files)).toEqual([]));
  test.each(Object.entries(bad))('and the rule finds: %s', (_name, list) =>
    expect(check(list)).not.toEqual([]),
  );
});

describe('the engine', () => {
  const engine = readSourceFiles(path.resolve(root, '../packages/engine/src'));

  test('imports only small packages that run everywhere, and uses nothing of Node.js', () => {
    expect(engine.length).toBeGreaterThan(20);
    expect(impureEngine(engine)).toEqual([]);
  });

  test.each([
    ['a module of Node.js', 'compile/flag.ts', `import { hash } from 'node:crypto';`],
    ['another package', 'compile/flag.ts', `import { z } from 'zod';`],
    ['a package for types', 'compile/flag.ts', `import type { Client } from 'pg';`],
    ['regular expressions beside patterns.ts', 'operators/text.ts', `import { RE2JS } from 're2js';`],
    ['the server', 'compile/flag.ts', `import { a } from '#src/flags/flag.ts';`],
    ['the server by its folder', 'compile/flag.ts', `import { a } from '../../../../src/flags/flag.ts';`],
    ['a global of Node.js', 'compile/flag.ts', 'const bytes = Buffer.from(text);'],
  ])('and the rule finds: %s', (_name, file, text) => {
    expect(impureEngine([sourceFile(file, text)])).not.toEqual([]);
  });

  test('has short files with names, in folders that are not crowded, without cycles', () => {
    const faults = [wrongSizes, wrongNames, wrongExports, crowdedFolders, cycles, needlessSpreads];
    expect(faults.flatMap((rule) => rule(engine))).toEqual([]);
  });
});

describe('the dashboard', () => {
  const dashboard = readSourceFiles(path.resolve(root, '..', 'dashboard', 'src')).filter(
    (file) => !file.path.startsWith('gql/'),
  );

  test('imports only what stands below', () => {
    expect(dashboard.length).toBeGreaterThan(200);
    expect(wrongDashboardDirections(dashboard)).toEqual([]);
    for (const bad of [
      sourceFile('design/a.tsx', "import { b } from '../shell/b.ts';"),
      sourceFile('api/a.ts', "import { b } from '../design/b.tsx';"),
      sourceFile('shell/a.tsx', "import { b } from '../screens/home/home.tsx';"),
      sourceFile('screens/home/a.tsx', "import { b } from '../../routes.tsx';"),
    ])
      expect(wrongDashboardDirections([bad])).toHaveLength(1);
  });

  test('has no folder with more than 15 files', () => {
    expect(crowdedFolders(dashboard)).toEqual([]);
  });

  test('has short files that are named for their idea, and exports with names', () => {
    expect([...wrongSizes(dashboard), ...wrongNames(dashboard), ...wrongExports(dashboard)]).toEqual([]);
  });
});

describe('literals are not spread where their parts can stand themselves', () => {
  const repository = path.resolve(root, '..');
  const everywhere = ['src', 'test', 'scripts'].flatMap((folder) =>
    readSourceFiles(path.join(repository, folder)).map((file) => ({
      ...file,
      path: `${folder}/${file.path}`,
    })),
  );
  // Kept apart, so that the rule does not find its own examples.
  const dots = '...';

  test('in src/, test/ and scripts/', () => expect(needlessSpreads(everywhere)).toEqual([]));

  test('the rule finds them in lists, objects and calls, over several lines and with brackets in strings', async () => {
    await everyRow(
      [
        `const a = [${dots}[1, 2], ${dots}b];`,
        `const a = [${dots}([1, 2] as const), 3];`,
        `const a = {\n  ${dots}{ b: ']', c: [1] },\n  d,\n};`,
        `const a = { b, ${dots}{ c, d: \`}\` } };`,
        `call(${dots}[a, b]);`,
      ],
      (text) => expect(needlessSpreads([sourceFile('a.ts', text)])).toHaveLength(1),
    );
  });

  test('the rule leaves spreads of anything else, and parameters that are taken apart', async () => {
    await everyRow(
      [
        `const a = [${dots}b, ${dots}(c ? [1] : [])];`,
        `const a = [${dots}([1, 2] as const).map((n) => [n])];`,
        `const a = [${dots}[1, 2].map((n) => [n, ')']), ${dots}[${dots}b].filter(Boolean)];`,
        `const a = { ${dots}(b ? { c } : {}), ${dots}{ a: 1 }[b] };`,
        `connect((${dots}[error, socket]) => done(error, socket));`,
      ],
      (text) => expect(needlessSpreads([sourceFile('a.ts', text)])).toEqual([]),
    );
  });
});

describe('the reader of imports', () => {
  const text = `/** import { no } from './comment.ts'; */
import 'side-effect';
import type { A } from './type.ts';
import {
  b,
  type C,
} from '../errors.ts';
export { d } from './re-exported.ts';
export type * from './re-exported-type.ts';
const query = \`
  import { not } from code
\`;
export const e = 'from ./not-this.ts';
const lazy = import('./lazy.ts');
`;
  test('finds every form, and only those', () => {
    expect(sourceFile('flags/a.ts', text).imports).toEqual([
      { specifier: 'side-effect', target: null, typeOnly: false },
      { specifier: './type.ts', target: 'flags/type.ts', typeOnly: true },
      { specifier: '../errors.ts', target: 'errors.ts', typeOnly: false },
      { specifier: './re-exported.ts', target: 'flags/re-exported.ts', typeOnly: false },
      { specifier: './re-exported-type.ts', target: 'flags/re-exported-type.ts', typeOnly: true },
      { specifier: './lazy.ts', target: 'flags/lazy.ts', typeOnly: false },
    ]);
  });

  test('finds imports of src/ that are known to be there', () => {
    const known = files.find(({ path: name }) => name === 'flags/changes/registry.ts');
    expect(known?.imports).toHaveLength(20);
    expect(files.flatMap(({ imports }) => imports).length).toBeGreaterThan(400);
    expect(files.length).toBeGreaterThan(100);
  });

  test('misses none: whatever reads like an import was read as one', () => {
    for (const { path: name, text: source, imports } of files) {
      const lines = source
        .split('\n')
        .filter((line) => /^(import\b|.*\bfrom '[^']+';$)|\bawait import\('/.test(line));
      const starts = lines.filter((line) => /from '[^']+';$|^import '|\bawait import\('/.test(line));
      expect([name, imports.length]).toEqual([name, starts.length]);
    }
  });

  test('finds a file behind each relative import', () => {
    const targets = files.flatMap(({ imports }) => imports.map(({ target }) => target));
    const missing = targets.filter((target) => target !== null && !existsSync(path.join(root, target)));
    expect(missing).toEqual([]);
  });
});

function sized(...sizes: number[]): SourceFile[] {
  return sizes.map((lines, index) => ({ path: `flags/file-${index}.ts`, text: '', lines, imports: [] }));
}
