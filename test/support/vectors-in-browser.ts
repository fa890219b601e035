/** What a browser loads to compare the vectors: an entry for Vite. */

import { runVectors, type VectorRun, type Vectors } from '#test/support/vectors.ts';

declare global {
  /** Takes the vectors as JSON. */
  var runVectorsHere: (json: string) => VectorRun;
}

globalThis.runVectorsHere = (json) => runVectors(JSON.parse(json) as Vectors);
