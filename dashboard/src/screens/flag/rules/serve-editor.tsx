import { Button } from '../../../design/controls/button.tsx';
import type { FlagDetailsFragment, ServeInput } from '../../../gql/graphql.ts';
import { RolloutBar } from './rollout-bar.tsx';
import styles from './rules.module.css';
import { VariationOptions } from './variation-options.tsx';

interface ServeEditorProps {
  serve: ServeInput;
  word: string;
  /** What is served by this, for screen readers: "rule 2". */
  label: string;
  variations: FlagDetailsFragment['variations'];
  issue: string | undefined;
  onChange: (serve: ServeInput) => void;
}

const ROLLOUT = '\0rollout';

/** Either one variation, or shares of a rollout that add up to 100 %. */
export function ServeEditor({ serve, word, label, variations, issue, onChange }: ServeEditorProps) {
  const { rollout } = serve;
  // Others may have deleted what the draft still serves.
  const deleted = (rollout?.weights ?? [])
    .map(({ variation }) => variation)
    .filter((variation) => !variations.some(({ key }) => key === variation));
  return (
    <div className={styles.serve}>
      <span className={styles.word}>{word}</span>
      <select
        aria-label={`What ${label} serves`}
        className={styles.select}
        value={rollout ? ROLLOUT : (serve.variation ?? '')}
        onChange={(event) =>
          onChange(event.target.value === ROLLOUT ? even(variations) : { variation: event.target.value })
        }
      >
        <VariationOptions variations={variations} chosen={serve.variation} />
        <option value={ROLLOUT}>a rollout by percentage…</option>
      </select>
      {rollout && (
        <>
          <label className={styles.word}>
            by{' '}
            <input
              className={styles.attribute}
              list="attributes"
              spellCheck={false}
              aria-label={`Attribute that ${label} is rolled out by`}
              value={rollout.bucketBy}
              onChange={(event) => onChange({ rollout: { ...rollout, bucketBy: event.target.value } })}
            />
          </label>
          <RolloutBar weights={rollout.weights} />
          <span className={styles.weights}>
            {[...variations.map(({ key }) => key), ...deleted].map((key) => (
              <label key={key}>
                <span>{deleted.includes(key) ? `${key} (deleted)` : key}</span>
                <input
                  type="number"
                  min={0}
                  max={100}
                  step="any"
                  aria-label={`Percentage of ${key} in ${label}`}
                  value={rollout.weights.find(({ variation }) => variation === key)?.weight ?? 0}
                  onChange={(event) => onChange(withWeight(rollout, key, Number(event.target.value)))}
                />
                %
              </label>
            ))}
            <Button small look="quiet" onClick={() => onChange(even(variations, rollout.bucketBy))}>
              Even
            </Button>
          </span>
        </>
      )}
      {issue !== undefined && <p className={styles.issue}>✕ {issue}</p>}
    </div>
  );
}

type Rollout = NonNullable<ServeInput['rollout']>;

/** With two variations the other one gets the rest; with more the server says when they do not add up to 100. */
function withWeight(rollout: Rollout, key: string, weight: number): ServeInput {
  const others = rollout.weights.filter(({ variation }) => variation !== key);
  const [only] = others;
  const rest =
    others.length === 1 && only
      ? [{ variation: only.variation, weight: round(Math.max(0, 100 - weight)) }]
      : others;
  const order = rollout.weights.map(({ variation }) => variation);
  const weights = [...rest, { variation: key, weight }].toSorted(
    (a, b) => place(order, a.variation) - place(order, b.variation),
  );
  return { rollout: { ...rollout, weights } };
}

function place(order: string[], key: string): number {
  const index = order.indexOf(key);
  return index === -1 ? order.length : index;
}

/** The same share for each, in thousandths of a percent as the server counts; the first gets what is left. */
function even(variations: FlagDetailsFragment['variations'], bucketBy = 'userId'): ServeInput {
  const share = Math.floor(100_000 / variations.length) / 1_000;
  const weights = variations.map(({ key }, index) => ({
    variation: key,
    weight: index === 0 ? round(100 - share * (variations.length - 1)) : share,
  }));
  return { rollout: { bucketBy, weights } };
}

function round(weight: number): number {
  return Math.round(weight * 1_000) / 1_000;
}
