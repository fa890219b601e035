/** Operations sent to a process that may be dying. As text: the long form needs no generated documents. */

export const TOKEN = 'faults-admin-token-0123456789';

/** Longer than any answer takes; a process that is killed in between may leave its client without a word. */
const GIVE_UP_MS = 15_000;

/** Sends an operation and answers with its data. Throws when there was no answer, or one with errors. */
export async function operation<Data>(url: string, query: string, variables: object): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(GIVE_UP_MS),
  });
  const text = await response.text();
  const { data, errors } = JSON.parse(text) as { data?: Data; errors?: unknown };
  if (errors || !data) throw new Error(`the operation failed (${response.status}): ${text.slice(0, 500)}`);
  return data;
}

/** Sends a mutation `name(input: NameInput!)` and answers with its payload. Throws when it is refused. */
export async function command<Payload>(
  url: string,
  name: string,
  input: object,
  fields: string,
): Promise<Payload> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const query = `mutation Fault${type}($input: ${type}Input!) {
    ${name}(input: $input) { __typename ... on Error { message } ... on ${type}Payload { ${fields} } }
  }`;
  const data = await operation<Record<string, Payload & { __typename: string }>>(url, query, { input });
  const payload = data[name];
  if (payload?.__typename !== `${type}Payload`)
    throw new Error(`${name} was refused: ${JSON.stringify(payload)}`);
  return payload;
}
