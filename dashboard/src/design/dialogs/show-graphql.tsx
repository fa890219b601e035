import { useState } from 'react';
import { address } from '../../api/base.ts';
import { Button } from '../controls/button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { Dialog } from './dialog.tsx';
import styles from './show-graphql.module.css';

interface ShowGraphqlProps {
  /** The mutation that the page is about to send. */
  field: string;
  /** Its input, or what reads it when it is to be shown. */
  input: object | (() => object);
}

/** Shows the mutation that does the same as the page, to copy it or to run it in GraphiQL. */
export function ShowGraphql({ field, input }: ShowGraphqlProps) {
  const [shown, setShown] = useState<object>();
  return (
    <>
      <Button look="quiet" onClick={() => setShown(typeof input === 'function' ? input() : input)}>
        GraphQL
      </Button>
      {shown !== undefined && <Mutation field={field} input={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}

function Mutation({ field, input, onClose }: { field: string; input: object; onClose: () => void }) {
  const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) {\n  ${field}(input: $input) {\n    __typename\n    ... on Error { message }\n  }\n}`;
  const variables = JSON.stringify({ input }, null, 2);
  const link = `${address('graphiql')}?query=${encodeURIComponent(query)}&variables=${encodeURIComponent(variables)}`;
  return (
    <Dialog
      title="The GraphQL that does this"
      wide
      onClose={onClose}
      actions={
        <>
          <CopyButton small={false} text={() => curl(query, variables)}>
            Copy as curl
          </CopyButton>
          <a className={styles.link} href={link} target="_blank" rel="noreferrer">
            Open in GraphiQL
          </a>
        </>
      }
    >
      <pre className={styles.text} tabIndex={0} role="group" aria-label="Mutation">
        {query}
      </pre>
      <pre className={styles.text} tabIndex={0} role="group" aria-label="Variables">
        {variables}
      </pre>
    </Dialog>
  );
}

/** For a shell, with the token in its environment. */
function curl(query: string, variables: string): string {
  const body = JSON.stringify({ query, variables: JSON.parse(variables) }).replaceAll("'", "'\\''");
  const url = new URL(address('graphql'), location.href).href;
  return `curl -s ${url} -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '${body}'`;
}
