/** Every column with sealed secrets. The secrets of a missing one would not be rotated, and be lost with their old key. */

import { integrationSecrets } from '../integrations/secrets/sealed-secrets.ts';
import type { SealedColumn } from '../platform/secrets/sealed-column.ts';

export const sealedColumns: readonly SealedColumn[] = [integrationSecrets];
