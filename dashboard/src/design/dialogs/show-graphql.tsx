import { useState } from 'react';
import { address } from '../../api/base.ts';
import { Button } from '../controls/button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { Dialog } from './dialog.tsx';
import styles from './show-graphql.module.css';

type ShowGraphqlProps =
  | {
      /** The mutation that the page is about to send. */
      field: string;
      /** Its input, or what reads it when it is to be shown. */
      input: object | (() => object);
      /** What is asked of its payload, beside its errors. */
      payload?: string;
    }
  | {
      /** The query that gives what the page shows. */
      query: string;
      variables: object;
    };

/** Shows the mutation or the query that does the same as the page, to copy it or to run it in GraphiQL. */
export function ShowGraphql(props: ShowGraphqlProps) {
  const [shown, setShown] = useState<Operation>();
  return (
    <>
      <Button look="quiet" onClick={() => setShown(operationOf(props))}>
        GraphQL
      </Button>
      {shown !== undefined && <Shown {...shown} onClose={() => setShown(undefined)} />}
    </>
  );
}

interface Operation {
  kind: 'Query' | 'Mutation';
  text: string;
  /** As JSON. */
  variables: string;
}

function operationOf(props: ShowGraphqlProps): Operation {
  if ('query' in props)
    return { kind: 'Query', text: props.query, variables: JSON.stringify(props.variables, null, 2) };
  const input = typeof props.input === 'function' ? props.input() : props.input;
  return { kind: 'Mutation', text: mutation(props), variables: JSON.stringify({ input }, null, 2) };
}

function Shown({ kind, text, variables, onClose }: Operation & { onClose: () => void }) {
  const link = `${address('graphiql')}?query=${encodeURIComponent(text)}&variables=${encodeURIComponent(variables)}`;
  return (
    <Dialog
      title="The GraphQL that does this"
      wide
      onClose={onClose}
      actions={
        <>
          <CopyButton small={false} text={() => curl(text, variables)}>
            Copy as curl
          </CopyButton>
          <a className={styles.link} href={link} target="_blank" rel="noreferrer">
            Open in GraphiQL
          </a>
        </>
      }
    >
      <pre className={styles.text} tabIndex={0} role="group" aria-label={kind}>
        {text}
      </pre>
      <pre className={styles.text} tabIndex={0} role="group" aria-label="Variables">
        {variables}
      </pre>
    </Dialog>
  );
}

function mutation({ field, payload }: { field: string; payload?: string }): string {
  const name = `${field[0]?.toUpperCase()}${field.slice(1)}`;
  const own = payload === undefined ? '' : `    ... on ${name}Payload { ${payload} }\n`;
  return `mutation ($input: ${name}Input!) {\n  ${field}(input: $input) {\n    __typename\n${own}    ... on Error { message }\n  }\n}`;
}

/** For a shell, with the token in its environment. */
function curl(query: string, variables: string): string {
  const body = JSON.stringify({ query, variables: JSON.parse(variables) }).replaceAll("'", "'\\''");
  const url = new URL(address('graphql'), location.href).href;
  return `curl -s ${url} -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '${body}'`;
}
