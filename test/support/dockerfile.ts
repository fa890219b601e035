/**
 * Does what the Dockerfile says, in a folder instead of an image: the stages' own COPY and RUN lines. What it cannot do is take the
 * base image: the Node of this process stands for the one of the image.
 */

import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Image {
  /** What is /app in the image. */
  folder: string;
  environment: Record<string, string>;
  user: { uid: number; gid: number };
  command: string[];
  healthCheck: string[];
}

/** As .dockerignore does. */
const LEFT_OUT = /\/(dist|node_modules)$/;

interface Instruction {
  name: string;
  text: string;
}

/** Builds the last stage below `target`, from the files of `context`. */
export async function buildImage(context: string, target: string): Promise<Image> {
  const image: Image = {
    folder: '',
    environment: {},
    user: { uid: 0, gid: 0 },
    command: [],
    healthCheck: [],
  };
  const stages = new Map<string, string>();
  for (const { name, text } of await readDockerfile(context)) {
    switch (name) {
      case 'FROM': {
        const stage = / AS (\w+)$/.exec(text)?.[1] ?? 'last';
        image.folder = path.join(target, stage);
        stages.set(stage, image.folder);
        await mkdir(image.folder, { recursive: true });
        await chmod(image.folder, 0o755);
        break;
      }
      case 'COPY': {
        const words = text.split(' ');
        const from = words[0]?.startsWith('--from=') ? words.shift()?.slice('--from='.length) : undefined;
        const to = words.pop() ?? '';
        const folder = from === undefined ? context : (stages.get(from) ?? '');
        for (const source of words)
          await copy(
            from === undefined ? path.join(folder, source) : folder,
            path.join(image.folder, to),
            from === undefined ? LEFT_OUT : null,
          );
        break;
      }
      case 'RUN':
        await run('sh', ['-euc', text], { cwd: image.folder, env: buildEnvironment(image), maxBuffer: 64e6 });
        break;
      case 'ENV':
        for (const [, key = '', value = ''] of text.matchAll(/(\w+)=(\S+)/g)) image.environment[key] = value;
        break;
      case 'USER': {
        const [uid = 0, gid = 0] = text.split(':').map(Number);
        image.user = { uid, gid };
        break;
      }
      case 'CMD':
        image.command = JSON.parse(text);
        break;
      case 'HEALTHCHECK':
        image.healthCheck = JSON.parse(text.slice(text.indexOf('[')));
        break;
      // They say something about the image, and do nothing to its files.
      case 'LABEL':
      case 'EXPOSE':
      case 'VOLUME':
      case 'WORKDIR':
        break;
      default:
        throw new Error(`The Dockerfile has ${name}, which this does not know.`);
    }
  }
  return image;
}

async function readDockerfile(context: string): Promise<Instruction[]> {
  const text = await readFile(path.join(context, 'Dockerfile'), 'utf8');
  return text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({
      name: line.slice(0, line.indexOf(' ')),
      text: line.slice(line.indexOf(' ') + 1).trim(),
    }));
}

/** Copies what a folder has, or a file into a folder. */
async function copy(source: string, target: string, leaveOut: RegExp | null): Promise<void> {
  const isFile = (await stat(source)).isFile();
  await cp(source, isFile ? path.join(target, path.basename(source)) : target, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => !leaveOut?.test(file),
  });
}

/** Our own environment, which says how npm reaches its registry, and what the image has set. */
function buildEnvironment({ environment }: Image): NodeJS.ProcessEnv {
  const PATH = `${path.dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`;
  return { ...process.env, NODE_ENV: undefined, PATH, ...environment };
}
