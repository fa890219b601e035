/** Every column with sealed secrets. One that is missing here keeps its old keys in use for ever. */

import { integrationSecrets } from '../integrations/secrets/sealed-secrets.ts';
import type { SealedColumn } from '../platform/secrets/sealed-column.ts';

export const sealedColumns: readonly SealedColumn[] = [integrationSecrets];
