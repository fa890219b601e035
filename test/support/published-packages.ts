/** The packages as they are published, installed into a folder of their own, and the versions of Node.js to try them in. */

import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');

export interface InstalledPackages {
  /** Where they are installed; removed with `remove`. */
  folder: string;
  tarballs: string[];
  /** Runs a module with these lines in a version of Node.js. Returns what it printed. */
  runModule(node: string, text: string): Promise<string>;
  remove(): Promise<void>;
}

/** Packs them and installs the tarballs, with other packages of the versions that the project itself uses, as npm does it. */
export async function installPublishedPackages(others: string[]): Promise<InstalledPackages> {
  // Outside the project, where nothing else is found.
  const folder = await mkdtemp(path.join(tmpdir(), 'gogreen-published-'));
  await run(process.execPath, [path.join(root, 'scripts/pack-packages.ts'), folder], { cwd: root });
  const tarballs = (await readdir(folder)).filter((name) => name.endsWith('.tgz')).toSorted();
  await writeFile(path.join(folder, 'package.json'), '{"private":true,"type":"module"}');
  const packages = [
    ...tarballs.map((name) => `./${name}`),
    ...others.map((name) => `${name}@${versionOf(name)}`),
  ];
  await npm(['install', ...packages], folder);
  let modules = 0;
  return {
    folder,
    tarballs,
    async runModule(node, text) {
      const file = path.join(folder, `module-${++modules}.mjs`);
      await writeFile(file, text);
      const { stdout } = await run(node, [file], { cwd: folder, timeout: 60_000 });
      return stdout;
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

/** A program `node` of a major version: the present one, one on PATH, or one from the registry. Null, and says so, if there is none. */
export async function findNode(major: number): Promise<string | null> {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const candidates = [process.execPath, ...folders.map((folder) => path.join(folder, 'node'))];
  const own = path.join(root, '.test', `node-${major}`);
  const program = path.join(own, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin/node');
  for (const candidate of [...candidates, program]) if (await isOfMajor(candidate, major)) return candidate;
  try {
    await mkdir(own, { recursive: true });
    await writeFile(path.join(own, 'package.json'), '{"private":true}');
    await npm(['install', `node-${process.platform}-${process.arch}@${major}`], own);
  } catch (error) {
    process.stderr.write(`No Node.js ${major}: it is not tried. ${error}\n`);
  }
  return (await isOfMajor(program, major)) ? program : null;
}

async function isOfMajor(program: string, major: number): Promise<boolean> {
  if (!existsSync(program)) return false;
  const { stdout } = await run(program, ['--version']);
  return stdout.startsWith(`v${major}.`);
}

function versionOf(name: string): string {
  const manifest = path.join(root, 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

async function npm(args: string[], cwd: string): Promise<void> {
  await run('npm', [...args, '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd });
}
