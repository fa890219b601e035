import { Button } from '../../../design/controls/button.tsx';
import { Key } from '../../../design/text/chip.tsx';
import { useRefusal } from '../../../shell/project/use-refusal.ts';
import { MOST_SELECTED, type Selection } from '../use-selection.ts';
import styles from './bulk.module.css';
import { type BulkAction, countFlags } from './bulk-action.ts';

const BUTTONS: [action: BulkAction, label: string][] = [
  ['on', 'Switch on…'],
  ['off', 'Switch off…'],
  ['tag', 'Tags…'],
  ['owner', 'Owner…'],
  ['ARCHIVED', 'Archive…'],
];

/** What can be done to the selected flags; in sight while the list scrolls. */
export function BulkBar({ selection, onAsk }: { selection: Selection; onAsk: (action: BulkAction) => void }) {
  const refusal = useRefusal('CHANGE_FLAGS');
  const { length } = selection.keys;
  return (
    <section className={styles.bar} aria-label="Selected flags">
      <span role="status">
        <b>{countFlags(length)}</b> selected
        {length >= MOST_SELECTED && <span className="dim">, which is the most at a time</span>}
      </span>
      <div className={styles.actions}>
        {BUTTONS.map(([action, label]) => (
          <Button key={action} small unavailable={refusal} onClick={() => onAsk(action)}>
            {label}
          </Button>
        ))}
      </div>
      <Button small look="quiet" className={styles.clear} onClick={selection.clear}>
        Clear <Key>Esc</Key>
      </Button>
    </section>
  );
}
