/** Names that look like settings and are none: a misspelt one would otherwise be ignored without a word. */

/** Shorter names are too close to those of other programs: HOME is no HOST. */
const MIN_LENGTH = 6;
const MAX_DISTANCE = 2;
const OUR_PREFIX = /^(GOGREEN|OIDC)_/i;
/** What Kubernetes and Docker set for a service named gogreen. */
const SERVICE_LINK = /_SERVICE_(HOST|PORT)(_\w+)?$|_PORT_\d+_(TCP|UDP)(_\w+)?$/;
const SERVICE_ADDRESS = /^(tcp|udp):\/\//;

/** One sentence for each. `known` are the names of all settings. */
export function unknownSettings(env: NodeJS.Dict<string>, known: readonly string[]): string[] {
  return Object.entries(env).flatMap(([name, value = '']) => {
    if (known.includes(name) || SERVICE_LINK.test(name) || SERVICE_ADDRESS.test(value)) return [];
    const meant = known.find((setting) => isMeant(name, setting));
    if (meant !== undefined)
      return [`${name} is not a setting of GoGreen and is ignored. Did you mean ${meant}?`];
    return OUR_PREFIX.test(name)
      ? [`${name} is not a setting of GoGreen and is ignored. Every setting is described in .env.example.`]
      : [];
  });
}

function isMeant(name: string, setting: string): boolean {
  const [given, known] = [plain(name), plain(setting)];
  if (given === known || given === `gogreen${known}` || `gogreen${given}` === known) return true;
  return Math.min(given.length, known.length) >= MIN_LENGTH && distance(given, known) <= MAX_DISTANCE;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[_.-]/g, '');
}

/** Levenshtein's: how many characters have to be inserted, removed or replaced. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (const [at, character] of [...left].entries()) {
    const next = [at + 1];
    for (let column = 1; column <= right.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (right[column - 1] === character ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
