import type { ReactNode } from 'react';
import { CopyButton } from '../../../../design/controls/copy-button.tsx';
import { bytes } from '../../../../design/text/time.tsx';
import { cut, visible } from '../../../../design/text/visible.ts';
import styles from '../http.module.css';
import { BodyText } from './body-text.tsx';

interface HttpMessageProps {
  title: string;
  /** Beside the title: the status, the size. */
  note?: ReactNode;
  actions?: ReactNode;
  /** Method and URL of a request. */
  firstLine?: string;
  headers: readonly { name: string; value: string }[];
  body: string;
  bodyBytes: number | null;
  truncated: boolean;
  raw: boolean;
  /** Between the title and the text. */
  children?: ReactNode;
}

const MOST_OF_A_VALUE = 2_000;

/** A request or a response, as it was sent. */
export function HttpMessage(props: HttpMessageProps) {
  const { title, note, actions, firstLine, headers, body, bodyBytes, truncated, raw, children } = props;
  return (
    <section className={styles.message} aria-label={title}>
      <header className={styles.head}>
        <h3>{title}</h3>
        {note}
        <span className="dim">{sizeWords(bodyBytes, truncated)}</span>
        <div className={styles.actions}>
          {actions}
          {body !== '' && (
            <CopyButton text={() => body} label={`Copy the body of the ${title.toLowerCase()}`}>
              Copy
            </CopyButton>
          )}
        </div>
      </header>
      {children}
      <pre className={styles.text} tabIndex={0} role="group" aria-label={`${title}, headers and body`}>
        {firstLine !== undefined && <b>{`${visible(firstLine)}\n`}</b>}
        {headers.map(({ name, value }, index) => (
          <span key={index}>
            <span className={styles.name}>{visible(name)}</span>
            {`: ${visible(cut(value, MOST_OF_A_VALUE).shown)}\n`}
          </span>
        ))}
        {body !== '' && '\n'}
        <BodyText body={body} raw={raw} />
      </pre>
    </section>
  );
}

function sizeWords(bodyBytes: number | null, truncated: boolean): string {
  if (!truncated) return bodyBytes === 0 ? 'no body' : bytes(bodyBytes ?? 0);
  return bodyBytes === null
    ? 'only the first 64 KiB are kept'
    : `${bytes(bodyBytes)}, of which the first 64 KiB are kept`;
}
