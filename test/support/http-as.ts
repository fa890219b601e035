/** Requests from addresses of one's own: for servers that trust one proxy (TRUST_PROXY=1), which then is the test. */

import type { ExecutionResult } from 'graphql';
import { ADMIN_TOKEN } from '#test/support/app.ts';

export interface Answer extends ExecutionResult {
  status: number;
  headers: Headers;
}

export async function askFrom(
  url: string,
  address: string,
  token: string | null = ADMIN_TOKEN,
  query = '{ __typename }',
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': address,
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query }),
  });
  const answer = (await response.json()) as ExecutionResult;
  return { status: response.status, headers: response.headers, ...answer };
}
