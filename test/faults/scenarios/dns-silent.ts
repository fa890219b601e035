import { setTimeout as delay } from 'node:timers/promises';
import { RECOVERED_WITHIN_MS, type Scenario } from '#test/faults/scenario.ts';

/** Longer than addresses are used without another look-up, and than a request may take. */
const SILENT_MS = 20_000;

/** Endpoints that were reached before go on at once, with the addresses that were found last. */
export const dnsSilent: Scenario = {
  key: 'dns-silent',
  name: 'a name server that answers nothing for 20 s, and never for one of the names',
  terms: { duplicates: false, recoveredWithinMs: RECOVERED_WITHIN_MS },
  byName: true,
  apis: 2,
  workers: 2,
  async run({ names, load }) {
    await load.reached(0.2);
    const answersSome = names?.ignores;
    if (!names || !answersSome) throw new Error('the endpoints of this scenario are called by name');
    names.ignores = () => true;
    await delay(SILENT_MS);
    names.ignores = answersSome;
  },
};
