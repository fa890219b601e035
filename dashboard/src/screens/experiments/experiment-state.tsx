import { State, type Tone } from '../../design/text/chip.tsx';
import type {
  ExperimentRowFragment,
  ExperimentVerdict,
  ExperimentState as StateName,
} from '../../gql/graphql.ts';

const STATES: Record<StateName, [tone: Tone, mark: string]> = {
  DRAFT: ['dim', '○'],
  RUNNING: ['info', '▷'],
  CONCLUDED: ['ok', '■'],
};

export function ExperimentState({ state }: { state: StateName }) {
  const [tone, mark] = STATES[state];
  return (
    <State tone={tone} mark={mark}>
      {state.toLowerCase()}
    </State>
  );
}

const VERDICTS: Record<ExperimentVerdict, [tone: Tone, mark: string, word: string]> = {
  BETTER: ['ok', '◆', 'better'],
  WORSE: ['bad', '■', 'worse'],
  UNDECIDED: ['info', '●', 'undecided'],
  NOT_ENOUGH_DATA: ['dim', '○', 'not enough data'],
};

export function Verdict({ verdict }: { verdict: ExperimentVerdict }) {
  const [tone, mark, word] = VERDICTS[verdict];
  return (
    <State tone={tone} mark={mark}>
      {word}
    </State>
  );
}

/** What the experiment says so far, in a state: a split that is not as planned comes before all results. */
export function Outcome({
  experiment: { results, conclusion, state },
}: {
  experiment: ExperimentRowFragment;
}) {
  if (results?.sampleRatio?.mismatch)
    return (
      <State tone="bad" mark="▲">
        sample ratio mismatch
      </State>
    );
  if (conclusion !== null)
    return conclusion.winner === null ? <span className="dim">no winner</span> : <b>{conclusion.winner}</b>;
  if (results === null)
    return <span className="dim">{state === 'DRAFT' ? 'not started' : 'no totals yet'}</span>;
  const [first, ...others] = results.treatments;
  const verdict = others.some((each) => each.verdict !== first?.verdict) ? undefined : first?.verdict;
  if (verdict !== undefined) return <Verdict verdict={verdict} />;
  const counts = VERDICT_ORDER.flatMap((each) => {
    const count = results.treatments.filter(({ verdict }) => verdict === each).length;
    return count === 0 ? [] : [`${count} ${VERDICTS[each][2]}`];
  });
  return <span>{counts.join(', ')}</span>;
}

const VERDICT_ORDER = ['BETTER', 'WORSE', 'UNDECIDED', 'NOT_ENOUGH_DATA'] as const;
