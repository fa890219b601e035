/** More than there are different statements; but lists of ids make one for each length. */
const MAX_PREPARED = 500;
/**
 * A list of more than 100 parameters: more than the entries of a page. Postgres keeps a prepared statement as long as the
 * connection lives, with some 1.5 KB for each parameter, so those that are unlikely to come again are not prepared.
 */
const LONG_LIST = /\$\d+(?:, ?\$\d+){100}/;
const UNNAMED = '';

/** Names for generated statements, so that Postgres parses and plans each only once per connection. */
export function createStatementNames(prefix: string): (text: string) => string {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined) return known;
    if (names.size >= MAX_PREPARED || LONG_LIST.test(text)) return UNNAMED;
    const name = `${prefix}-${names.size}`;
    names.set(text, name);
    return name;
  };
}
