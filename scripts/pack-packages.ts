/**
 * Builds the packages beside the server as they are published, ES modules with types below packages/<name>/dist, and packs
 * each into a tarball. `npm run pack -- <folder>`: where the tarballs go, instead of dist.
 */

import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

interface Manifest {
  name: string;
  bin?: Record<string, string>;
  exports: Record<string, string>;
  [field: string]: unknown;
}

/** In the order in which they need each other. */
const PACKAGES = ['engine', 'client', 'openfeature-server', 'openfeature-web'];

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '..');
const folderOf = (name: string) => path.join(root, 'packages', name);
const manifests = new Map<string, Manifest>();
for (const name of PACKAGES)
  manifests.set(name, JSON.parse(await readFile(path.join(folderOf(name), 'package.json'), 'utf8')));

const tarballs = path.resolve(process.argv[2] ?? path.join(root, 'dist'));
await mkdir(tarballs, { recursive: true });
const temporary = await mkdtemp(path.join(tmpdir(), 'gogreen-pack-'));
try {
  for (const [name, manifest] of manifests) {
    await compile(name);
    await describePackage(name, manifest);
    const dist = path.join(folderOf(name), 'dist');
    const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', tarballs], { cwd: dist });
    console.log(path.join(tarballs, stdout.trim()));
  }
} finally {
  await rm(temporary, { recursive: true });
}

/** Writes JavaScript and types to dist. */
async function compile(name: string): Promise<void> {
  const folder = folderOf(name);
  await rm(path.join(folder, 'dist'), { recursive: true, force: true });
  const config = path.join(temporary, `${name}.json`);
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    rewriteRelativeImportExtensions: true,
    rootDir: path.join(folder, 'src'),
    outDir: path.join(folder, 'dist'),
    // What Node.js 20 and browsers of 2024 have.
    target: 'es2022',
    lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'],
    typeRoots: [path.join(root, 'node_modules/@types')],
    paths: builtPackages(),
  };
  const include = [path.join(folder, 'src')];
  await writeFile(
    config,
    JSON.stringify({ extends: path.join(root, 'tsconfig.json'), compilerOptions, include }),
  );
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  await run(process.execPath, [tsc, '-p', config]).catch(({ stdout }: { stdout: string }) => {
    throw new Error(`packages/${name} does not compile for publication:\n${stdout}`);
  });
  await renameImportsOfTypes(path.join(folder, 'dist'));
}

/** The compiler leaves them as they are, and not every tool finds types by the name of a source. */
async function renameImportsOfTypes(dist: string): Promise<void> {
  const names = await readdir(dist, { recursive: true });
  for (const name of names.filter((file) => file.endsWith('.d.ts'))) {
    const file = path.join(dist, name);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll(/(from '|import\(")(\.[^'"]*)\.ts(['"])/g, '$1$2.js$3'));
  }
}

/** Packages import each other as they are published, rather than their sources. */
function builtPackages(): Record<string, string[]> {
  const entries = [...manifests].flatMap(([name, manifest]) =>
    Object.entries(manifest.exports).map(([entry, source]) => [
      path.posix.join(manifest.name, entry),
      [path.join(folderOf(name), 'dist', source.replace(/^\.\/src\//, '').replace(/\.ts$/, '.d.ts'))],
    ]),
  );
  return Object.fromEntries(entries);
}

/** Adds package.json, README and licence. */
async function describePackage(name: string, manifest: Manifest): Promise<void> {
  const dist = path.join(folderOf(name), 'dist');
  const built = (source: string, extension: string) =>
    source.replace(/^\.\/src\//, './').replace(/\.ts$/, extension);
  const entries = Object.entries(manifest.exports).map(([entry, source]) => [
    entry,
    { types: built(source, '.d.ts'), default: built(source, '.js') },
  ]);
  const programs = Object.entries(manifest.bin ?? {}).map(([program, source]) => [
    program,
    built(source, '.js'),
  ]);
  const published = {
    ...manifest,
    exports: Object.fromEntries(entries),
    ...(programs.length > 0 ? { bin: Object.fromEntries(programs) } : {}),
  };
  await writeFile(path.join(dist, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
  await cp(path.join(folderOf(name), 'README.md'), path.join(dist, 'README.md'));
  await cp(path.join(root, 'LICENSE'), path.join(dist, 'LICENSE'));
}
