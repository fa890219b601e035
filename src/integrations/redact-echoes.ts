import { maskSecret } from '../platform/secrets.ts';

/**
 * Masks an integration's secrets in what a receiver sent back: many test receivers answer with the request they got,
 * headers included. Shorter ones than eight characters are left alone, since they turn up by chance ("1", "true").
 */
export function redactEchoes(text: string, secrets: unknown): string {
  return stringsIn(secrets)
    .filter((secret) => secret.length >= 8)
    .toSorted((a, b) => b.length - a.length)
    .reduce((shown, secret) => {
      // As JSON writes it, quotes and backslashes look different.
      const inJson = JSON.stringify(secret).slice(1, -1);
      const mask = () => maskSecret(secret);
      return shown.replaceAll(secret, mask).replaceAll(inJson, mask);
    }, text);
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}
