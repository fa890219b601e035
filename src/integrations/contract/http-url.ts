/** Why this text is not an address that requests could be sent to, as a phrase; null when it is one. */
export function httpUrlFault(text: string): string | null {
  // The URL parser removes line breaks and trims spaces; what is stored should be what is called.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\s\u0000-\u001f\u007f-\u009f]/.test(text))
    return 'must not contain spaces, line breaks or control characters';
  const url = URL.parse(text);
  if (url === null) return 'must be a URL such as https://example.com/hooks';
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'must start with http:// or https://';
  if (url.username !== '' || url.password !== '') {
    return 'must not contain a user name or a password; send them in a header';
  }
  if (text.includes('#'))
    return 'must not contain a fragment; it would never be sent, so remove # and what follows';
  return null;
}
