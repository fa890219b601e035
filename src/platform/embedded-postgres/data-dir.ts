import { mkdir } from 'node:fs/promises';
import { EmbeddedPostgresError } from './embedded-error.ts';

/** Makes the folder that embedded mode keeps everything in. */
export async function makeDataDir(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true }).catch((error: unknown) => {
    throw new EmbeddedPostgresError(
      `The data folder ${dataDir} cannot be made: ${String(error)}. Set DATA_DIR to a folder that you may write to.`,
      { cause: error },
    );
  });
}
