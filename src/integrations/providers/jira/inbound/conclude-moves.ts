import type { Move } from './move-flag.ts';
import type { Conclusion } from './stored-jira-webhook.ts';

/** What came of a webhook that some flags were linked for: one sentence for each of them. */
export function concludeMoves(moves: Move[]): Conclusion {
  const has = (result: Move['result']) => moves.some((move) => move.result === result);
  const sentences = moves.map(({ flagKey, said }) => `"${flagKey}" ${said}${said.endsWith('.') ? '' : '.'}`);
  const outcome = has('moved') ? 'APPLIED' : has('refused') ? 'REFUSED' : 'UNCHANGED';
  return { outcome, detail: sentences.join(' ') };
}
