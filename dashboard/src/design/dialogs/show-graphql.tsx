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
      input: object;
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
  const [open, setOpen] = useState(false);
  const query = 'query' in props ? props.query : mutation(props);
  const variables = JSON.stringify('query' in props ? props.variables : { input: props.input }, null, 2);
  const link = `${address('graphiql')}?query=${encodeURIComponent(query)}&variables=${encodeURIComponent(variables)}`;
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        GraphQL
      </Button>
      {open && (
        <Dialog
          title="The GraphQL that does this"
          wide
          onClose={() => setOpen(false)}
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
          <pre
            className={styles.text}
            tabIndex={0}
            role="group"
            aria-label={'query' in props ? 'Query' : 'Mutation'}
          >
            {query}
          </pre>
          <pre className={styles.text} tabIndex={0} role="group" aria-label="Variables">
            {variables}
          </pre>
        </Dialog>
      )}
    </>
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
