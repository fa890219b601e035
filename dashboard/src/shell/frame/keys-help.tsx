import { useState } from 'react';
import { Dialog } from '../../design/dialogs/dialog.tsx';
import { areSingleKeysOff, MOD, switchSingleKeys } from '../../design/shortcuts.ts';
import { Key } from '../../design/text/chip.tsx';
import styles from './keys-help.module.css';
import { PROJECT_LINKS } from './project-links.ts';

const KEYS: [keys: string, what: string][] = [
  [`${MOD}K`, 'Search, or run a command'],
  ['?', 'This list'],
  ['/', 'Search on the page'],
  ...PROJECT_LINKS.map(({ keys, name }): [string, string] => [keys, `Go to ${name.toLowerCase()}`]),
  ['j, k', 'Next and previous row of a list'],
  ['Enter', 'Open the row'],
  ['x, Shift X', 'Select the flag, or all up to it'],
  ['← →, t', 'Go to a switch of the flag, and use it'],
  ['Esc', 'Close what is open'],
  [`${MOD}S`, 'Save or propose the change of a flag'],
  ['Alt ↑, Alt ↓', 'Move a rule'],
];

/** The keys of the pages, and the switch for those without a modifier. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const [on, setOn] = useState(!areSingleKeysOff());
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl className={styles.keys}>
        {KEYS.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              <Key>{keys}</Key>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label className={styles.choice}>
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => {
            setOn(event.target.checked);
            switchSingleKeys(event.target.checked);
          }}
        />
        Keys without {MOD.trim()} are on
      </label>
    </Dialog>
  );
}
