import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { clusterName } from './embedded-cluster.ts';
import { isRunning } from './running-process.ts';

/**
 * The URL of the embedded Postgres of a data folder when it runs, started by another process and left to it. Null when it
 * does not, or does not take connections yet.
 */
export async function findRunningEmbedded(dataDir: string): Promise<string | null> {
  try {
    const folder = await realpath(path.join(dataDir, 'postgres'));
    // Postgres' own file: its process id, and in the fourth line the port.
    const lines = (await readFile(path.join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n');
    if (!isRunning(Number(lines[0])) || lines[7]?.trim() !== 'ready') return null;
    const password = (await readFile(path.join(folder, 'password'), 'utf8')).trim();
    return `postgres://${clusterName}:${password}@127.0.0.1:${lines[3]}/${clusterName}?sslmode=disable`;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
