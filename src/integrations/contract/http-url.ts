/** The issue of a text that is not a URL for requests; null when it is one. */
export function httpUrlIssue(text: string): string | null {
  // The URL parser removes line breaks and trims spaces, so the stored text would differ from the URL that is called.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern searches for them
  if (/[\s\u0000-\u001f\u007f-\u009f]/.test(text))
    return 'must not contain spaces, line breaks or control characters';
  const url = URL.parse(text);
  if (url === null) return 'must be a URL such as https://example.com/hooks';
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'must start with http:// or https://';
  if (url.username !== '' || url.password !== '') {
    return 'must not contain a user name or a password; send them in a header';
  }
  if (text.includes('#'))
    return 'must not contain a fragment, which is never sent; remove the # and everything after it';
  return null;
}
