import { useState } from 'react';
import { CheckField } from '../../design/controls/check-field.tsx';
import { Card } from '../../design/layout/card.tsx';
import { areSingleKeysOff, MOD, switchSingleKeys } from '../../design/shortcuts.ts';
import { setTheme, THEMES, useTheme } from '../../shell/frame/theme.ts';
import styles from './me.module.css';

const WORDS = { system: 'As the system', light: 'Light', dark: 'Dark' };

/** Choices that are kept in this browser, and hold for whoever uses it. */
export function ThisBrowser() {
  const theme = useTheme();
  const [keysOn, setKeysOn] = useState(!areSingleKeysOff());
  return (
    <Card title="This browser" padded>
      <div className={styles.choices}>
        <fieldset className={styles.themes}>
          <legend>Theme</legend>
          {THEMES.map((each) => (
            <label key={each}>
              <input type="radio" name="theme" checked={theme === each} onChange={() => setTheme(each)} />
              {WORDS[each]}
            </label>
          ))}
        </fieldset>
        <CheckField
          label={`Keys without ${MOD.trim()} are on`}
          help="Such as g f for the flags. Switch them off if you speak to the computer. The key ? lists them all."
          checked={keysOn}
          onChange={(on) => {
            setKeysOn(on);
            switchSingleKeys(on);
          }}
        />
      </div>
    </Card>
  );
}
