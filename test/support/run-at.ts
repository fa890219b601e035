import { print } from 'graphql';
import { ADMIN_TOKEN, type TestApp } from '#test/support/app.ts';

/** Runs operations on a server that is another process. */
export function runAt(url: string, token = ADMIN_TOKEN): Pick<TestApp, 'run'> {
  return {
    async run(document, variables) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: print(document), variables }),
      });
      const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown };
      if (errors || !data) throw new Error(`the operation failed: ${JSON.stringify(errors)}`);
      return data as never;
    },
  };
}
