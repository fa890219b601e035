import { Button } from '../../../design/controls/button.tsx';
import { Card } from '../../../design/layout/card.tsx';
import { Empty } from '../../../design/layout/notice.tsx';
import { State } from '../../../design/text/chip.tsx';
import type { FlagDetailsFragment } from '../../../gql/graphql.ts';
import { useRefusal } from '../../../shell/project/use-refusal.ts';
import { copied, toDraft } from '../draft/draft.ts';
import { draftKey, keepDraft, presentDraft } from '../draft/kept-draft.ts';
import styles from './comparing.module.css';
import { sideBySide } from './side-by-side.ts';

type FlagState = FlagDetailsFragment['environments'][number];

interface CompareProps {
  flag: FlagDetailsFragment;
  /** The keys of the environments; what is missing or unknown is the first two. */
  left: string | undefined;
  right: string | undefined;
  onChoose: (change: { left?: string; right?: string }) => void;
  /** The draft of this environment is to be shown. */
  onEdit: (environmentKey: string) => void;
}

/** How the flag behaves in two environments, line by line, and a way to make one as the other. */
export function Compare({ flag, left: leftKey, right: rightKey, onChoose, onEdit }: CompareProps) {
  const refusal = useRefusal('PROPOSE_CHANGES');
  const find = (key: string | undefined) =>
    flag.environments.find(({ environment }) => environment.key === key);
  const left = find(leftKey) ?? flag.environments[0];
  const right = find(rightKey) ?? flag.environments.find((state) => state !== left);
  if (left === undefined || right === undefined)
    return (
      <Empty title="There is one environment only">
        A second one is made in the settings of the project.
      </Empty>
    );
  const pairs = sideBySide(left.codeLike, right.codeLike);
  const differing = pairs.filter(({ isEqual }) => !isEqual).length;

  /** Nobody's draft is thrown away by the way. */
  function drafted(state: FlagState): string | undefined {
    const { key, name } = state.environment;
    if (presentDraft(draftKey(flag.id, key), toDraft(state)) === null) return undefined;
    return `You have a draft in ${name}: save or discard it first`;
  }

  /** Nothing is saved: the draft shows the diff, and who would be told. */
  function copy(from: FlagState, to: FlagState): void {
    const base = toDraft(to);
    keepDraft(draftKey(flag.id, to.environment.key), {
      base,
      mine: { ...base, ...copied(toDraft(from)) },
      conflicts: [],
    });
    onEdit(to.environment.key);
  }

  return (
    <Card
      title="Side by side"
      note={
        differing === 0 ? (
          <State tone="ok" mark="=">
            the same in both
          </State>
        ) : (
          <State tone="wait" mark="≠">
            {differing} {differing === 1 ? 'line differs' : 'lines differ'}
          </State>
        )
      }
      actions={
        left !== right &&
        differing > 0 && (
          <>
            <Button small unavailable={refusal ?? drafted(right)} onClick={() => copy(left, right)}>
              Copy to {right.environment.name}…
            </Button>
            <Button small unavailable={refusal ?? drafted(left)} onClick={() => copy(right, left)}>
              Copy to {left.environment.name}…
            </Button>
          </>
        )
      }
    >
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">
                <Choice
                  flag={flag}
                  label="Left environment"
                  chosen={left}
                  onChoose={(key) => onChoose({ left: key })}
                />
              </th>
              <th scope="col">
                <Choice
                  flag={flag}
                  label="Right environment"
                  chosen={right}
                  onChoose={(key) => onChoose({ right: key })}
                />
              </th>
            </tr>
          </thead>
          <tbody>
            {pairs.map((pair, index) => (
              <tr key={index} className={pair.isEqual ? undefined : styles.differs}>
                <Line text={pair.left} isEqual={pair.isEqual} />
                <Line text={pair.right} isEqual={pair.isEqual} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Line({ text, isEqual }: { text: string | null; isEqual: boolean }) {
  if (text === null) return <td className={styles.none} />;
  return (
    <td>
      <span className={styles.mark}>
        {!isEqual && (
          <>
            <span aria-hidden="true">≠</span>
            <span className="hidden-text">differs: </span>
          </>
        )}
      </span>
      {text}
    </td>
  );
}

interface ChoiceProps {
  flag: FlagDetailsFragment;
  label: string;
  chosen: FlagState;
  onChoose: (environmentKey: string) => void;
}

function Choice({ flag, label, chosen, onChoose }: ChoiceProps) {
  return (
    <select
      className={styles.select}
      aria-label={label}
      value={chosen.environment.key}
      onChange={({ target }) => onChoose(target.value)}
    >
      {flag.environments.map(({ environment }) => (
        <option key={environment.id} value={environment.key}>
          {environment.name}
        </option>
      ))}
    </select>
  );
}
