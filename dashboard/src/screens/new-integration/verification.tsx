import { useState } from 'react';
import { CopyButton } from '../../design/controls/copy-button.tsx';
import { Tabs } from '../../design/controls/tabs.tsx';
import { TextBlock } from '../../design/text/text-block.tsx';
import styles from './new-integration.module.css';
import go from './verification/verify.go.txt?raw';
import node from './verification/verify.js.txt?raw';
import python from './verification/verify.py.txt?raw';

const LANGUAGES = { node: 'Node', python: 'Python', go: 'Go' };
const SNIPPETS: Record<keyof typeof LANGUAGES, string> = { node, python, go };

/** Functions that tell requests of GoGreen from others. */
export function Verification() {
  const [language, setLanguage] = useState<keyof typeof LANGUAGES>('node');
  const text = SNIPPETS[language];
  return (
    <div>
      <div className={styles.languages}>
        <Tabs<keyof typeof LANGUAGES>
          label="Language"
          tabs={LANGUAGES}
          chosen={language}
          onChoose={setLanguage}
        />
        <CopyButton text={() => text}>Copy code</CopyButton>
      </div>
      <TextBlock label="Code" text={text} />
      <p className={styles.foot}>
        It takes the body as it was received, before it is parsed. While a replaced secret is still valid
        there is a signature for each.
      </p>
    </div>
  );
}
