/** Prints, for each operation limit, the limit and the largest of our own operations. */

import { measureOurOperations } from '../test/support/operation-sizes.ts';

for (const { limit, most, max, operation } of measureOurOperations())
  process.stdout.write(
    `${limit.padEnd(16)}${String(most).padStart(8)} of ${String(max).padStart(8)}   ${operation}\n`,
  );
