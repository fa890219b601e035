import { maskSecret } from '../platform/secrets.ts';
import { secretParts } from './secret-parts.ts';

/**
 * Masks an integration's secrets in what a receiver sent back: many test receivers answer with the request they got,
 * headers included, and servers that refuse a request often quote its path. Parts of a secret that are as good as the
 * whole are masked too. Shorter ones than eight characters are left alone, since they turn up by chance ("1", "true").
 */
export function redactEchoes(text: string, secrets: unknown): string {
  return stringsIn(secrets)
    .flatMap(secretParts)
    .toSorted((a, b) => b.length - a.length)
    .reduce((shown, secret) => {
      const mask = () => maskSecret(secret);
      return formsOf(secret).reduce((masked, form) => masked.replaceAll(form, mask), shown);
    }, text);
}

/** As JSON writes it, quotes and backslashes look different, and with some writers slashes; in a query nearly all does. */
function formsOf(secret: string): string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const forms = [secret, inJson, inJson.replaceAll('/', '\\/')];
  return [...new Set(secret.isWellFormed() ? [...forms, encodeURIComponent(secret)] : forms)];
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}
