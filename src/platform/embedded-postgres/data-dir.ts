import { mkdir } from 'node:fs/promises';
import { EmbeddedPostgresError } from './embedded-error.ts';

/** Creates the data folder of embedded mode. */
export async function makeDataDir(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true }).catch((error: unknown) => {
    throw new EmbeddedPostgresError(
      `The data folder ${dataDir} cannot be created: ${String(error)}. Set DATA_DIR to a folder that you may write to.`,
      { cause: error },
    );
  });
}
