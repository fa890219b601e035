import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from '../error-code.ts';
import { clusterName } from './embedded-cluster.ts';
import { isRunning } from './running-process.ts';

/**
 * The URL of the running embedded Postgres of a data folder, which another process has started and will stop. Null when
 * none runs, or it does not accept connections yet.
 */
export async function findRunningEmbedded(dataDir: string): Promise<string | null> {
  try {
    const folder = await realpath(path.join(dataDir, 'postgres'));
    // The first line is the process id, the fourth the port, the eighth the status.
    const lines = (await readFile(path.join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n');
    if (!isRunning(Number(lines[0])) || lines[7]?.trim() !== 'ready') return null;
    const password = (await readFile(path.join(folder, 'password'), 'utf8')).trim();
    return `postgres://${clusterName}:${password}@127.0.0.1:${lines[3]}/${clusterName}?sslmode=disable`;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}
