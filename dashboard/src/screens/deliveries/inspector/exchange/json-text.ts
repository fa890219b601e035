/** JSON as text: indented without being parsed, so that digits, order and repeated keys stay as they were sent. Pure. */

const INDENT = '  ';
const MOST_INDENTED = 40;
/** More is never shown. */
const MOST_CHARACTERS = 200_000;

/** The text over many lines; null if it does not look like JSON. The end may be missing. */
export function prettyJson(text: string): string | null {
  if (!/^\s*[[{]/.test(text)) return null;
  let result = '';
  let depth = 0;
  let at = 0;
  const newLine = () => `\n${INDENT.repeat(Math.min(depth, MOST_INDENTED))}`;
  while (at < text.length && result.length < MOST_CHARACTERS) {
    const character = text.charAt(at);
    if (character === '"') {
      const end = endOfString(text, at);
      result += text.slice(at, end);
      at = end;
      continue;
    }
    at += 1;
    if (character === '{' || character === '[') {
      const closing = /^\s*[}\]]/.exec(text.slice(at, at + 200));
      if (closing) {
        result += character + closing[0].trim();
        at += closing[0].length;
        continue;
      }
      depth += 1;
      result += character + newLine();
    } else if (character === '}' || character === ']') {
      depth = Math.max(0, depth - 1);
      result += newLine() + character;
    } else if (character === ',') result += character + newLine();
    else if (character === ':') result += ': ';
    else if (!/\s/.test(character)) result += character;
  }
  return result;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1;
  return Math.min(at + 1, text.length);
}

export interface Token {
  kind: 'key' | 'string' | 'value' | 'rest';
  text: string;
}

const TOKENS = /("(?:[^"\\\n]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*|\btrue\b|\bfalse\b|\bnull\b)/g;

/** The text in pieces, for its colours. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const rest = (end: number) => {
    if (end > at) tokens.push({ kind: 'rest', text: text.slice(at, end) });
  };
  for (const match of text.matchAll(TOKENS)) {
    rest(match.index);
    const [whole, string, colon, value] = match;
    if (string !== undefined) tokens.push({ kind: colon === undefined ? 'string' : 'key', text: string });
    if (colon !== undefined) tokens.push({ kind: 'rest', text: colon });
    if (value !== undefined) tokens.push({ kind: 'value', text: value });
    at = match.index + whole.length;
  }
  rest(text.length);
  return tokens;
}
