import { CopyButton } from '../controls/copy-button.tsx';
import styles from './text-block.module.css';
import { cut, visible } from './visible.ts';

const SHOWN = 20_000;

interface TextBlockProps {
  text: string;
  /** For screen readers. */
  label: string;
  /** What is said where there is no text. */
  empty?: string;
}

/** Text from outside, such as a body: never more than a page can bear, with a way to copy all of it. */
export function TextBlock({ text, label, empty = 'Empty.' }: TextBlockProps) {
  if (text === '') return <p className={styles.empty}>{empty}</p>;
  const { shown, hidden } = cut(text, SHOWN);
  return (
    <div className={styles.block}>
      <pre className={styles.text} aria-label={label} tabIndex={0} role="group">
        {visible(shown)}
      </pre>
      {hidden > 0 && (
        <p className={styles.cut}>
          {hidden.toLocaleString('en')} more characters are not shown.{' '}
          <CopyButton text={() => text}>Copy all</CopyButton>
        </p>
      )}
    </div>
  );
}
