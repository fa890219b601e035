import { useMemo } from 'react';
import { cut, visible } from '../../../../design/text/visible.ts';
import styles from '../http.module.css';
import { prettyJson, tokensOf } from './json-text.ts';

/** A larger text makes the page slow, and nobody reads it here. */
const MOST_SHOWN = 20_000;

/** A body as text: JSON indented and coloured unless it is to be shown as sent. */
export function BodyText({ body, raw }: { body: string; raw: boolean }) {
  const { pieces, hidden } = useMemo(() => {
    const text = (raw ? null : prettyJson(body)) ?? body;
    const { shown, hidden } = cut(text, MOST_SHOWN);
    return { pieces: raw ? visible(shown) : coloured(visible(shown)), hidden };
  }, [body, raw]);
  return (
    <>
      {pieces}
      {hidden > 0 && (
        <span className={styles.cut}>
          {`\n… ${hidden.toLocaleString('en')} more characters are not shown here. Copy it to see all of it.`}
        </span>
      )}
    </>
  );
}

function coloured(text: string) {
  if (!/^\s*[[{]/.test(text)) return text;
  return tokensOf(text).map((token, index) => (
    <span key={index} className={styles[token.kind]}>
      {token.text}
    </span>
  ));
}
