import type { Move } from './move-flag.ts';
import type { Conclusion } from './stored-jira-webhook.ts';

/** The outcome of a webhook from the moves of all linked flags, with one sentence for each flag. */
export function concludeMoves(moves: Move[]): Conclusion {
  const has = (result: Move['result']) => moves.some((move) => move.result === result);
  const sentences = moves.map(
    ({ flagKey, detail }) => `"${flagKey}" ${detail}${detail.endsWith('.') ? '' : '.'}`,
  );
  const outcome = has('moved') ? 'APPLIED' : has('rejected') ? 'REFUSED' : 'UNCHANGED';
  return { outcome, detail: sentences.join(' ') };
}
