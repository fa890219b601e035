import { parseRuleset, type Ruleset } from 'gogreen-engine';
import { completeOptions } from '../client-options.ts';
import { checkResponse } from '../connection/check-response.ts';

/** The ruleset of the key's environment. Fails with a sentence. */
export async function fetchRuleset(url: string, key: string): Promise<Ruleset> {
  const options = completeOptions({ url, key });
  const response = await request(`${options.url}/sdk/v1/ruleset`, key);
  await checkResponse(response);
  try {
    return parseRuleset(await response.json());
  } catch (cause) {
    throw new Error(`${options.url} answered with what is not a ruleset: ${sentenceOf(cause)}`, { cause });
  }
}

async function request(url: string, key: string): Promise<Response> {
  try {
    return await fetch(url, {
      headers: { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(30_000),
    });
  } catch (cause) {
    throw new Error(`GoGreen cannot be reached at ${url}: ${sentenceOf(cause)}`, { cause });
  }
}

function sentenceOf(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: { message?: string } };
  return cause?.message || message || String(error);
}
