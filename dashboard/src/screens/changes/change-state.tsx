import { State, type Tone } from '../../design/text/chip.tsx';
import type { ChangeRequestState } from '../../gql/graphql.ts';

const STATES: Record<ChangeRequestState, [tone: Tone, mark: string, word: string]> = {
  PENDING: ['wait', '◔', 'waiting for approval'],
  APPROVED: ['info', '◆', 'approved'],
  APPLIED: ['ok', '●', 'applied'],
  REJECTED: ['bad', '✕', 'rejected'],
  CANCELLED: ['dim', '○', 'cancelled'],
};

export function ChangeState({ state }: { state: ChangeRequestState }) {
  const [tone, mark, word] = STATES[state];
  return (
    <State tone={tone} mark={mark}>
      {word}
    </State>
  );
}
