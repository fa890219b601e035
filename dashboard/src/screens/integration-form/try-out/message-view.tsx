/** A request or a response, as it travels. */

import { State } from '../../../design/text/chip.tsx';
import { TextBlock } from '../../../design/text/text-block.tsx';
import { visible } from '../../../design/text/visible.ts';
import type { TriedRequestFragment, TriedResponseFragment } from '../../../gql/graphql.ts';
import styles from './try-out.module.css';

export function RequestView({ request, note }: { request: TriedRequestFragment; note?: string }) {
  return (
    <div className={styles.message}>
      <p className={styles.line}>
        <b>{request.method}</b> <span className={styles.url}>{visible(request.url)}</span>
        {note !== undefined && <span className="dim">{note}</span>}
      </p>
      <Headers headers={request.headers} />
      {request.body !== '' && <TextBlock label="Body of the request" text={pretty(request.body)} />}
    </div>
  );
}

export function ResponseView({ response }: { response: TriedResponseFragment }) {
  const isFine = response.status >= 200 && response.status < 300;
  return (
    <div className={styles.message}>
      <p className={styles.line}>
        <State tone={isFine ? 'ok' : 'bad'}>answered {response.status}</State>
        {response.truncated && <span className="dim">only the beginning of the body was kept</span>}
      </p>
      <Headers headers={response.headers} />
      <TextBlock label="Body of the response" text={pretty(response.body)} empty="The body is empty." />
    </div>
  );
}

function Headers({ headers }: { headers: readonly { name: string; value: string }[] }) {
  if (headers.length === 0) return null;
  return (
    <details className={styles.headers}>
      <summary>
        {headers.length} {headers.length === 1 ? 'header' : 'headers'}
      </summary>
      <dl>
        {headers.map(({ name, value }, index) => (
          <div key={index}>
            <dt>{visible(name)}</dt>
            <dd>{visible(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** JSON with line breaks; anything else as it is. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
