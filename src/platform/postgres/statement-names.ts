/** More than there are different statements; but lists of ids can make one for each length, without an end. */
const MAX_PREPARED = 500;
const UNNAMED = '';

/** Names for generated statements, so that Postgres parses and plans each only once per connection. */
export function createStatementNames(prefix: string): (text: string) => string {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined) return known;
    if (names.size >= MAX_PREPARED) return UNNAMED;
    const name = `${prefix}-${names.size}`;
    names.set(text, name);
    return name;
  };
}
