/** What comes from outside, made safe to read: characters that change the order of others, or that nobody sees, are named. */

const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** The text with each such character as `‹U+202E›`. Line breaks and tabs stay. */
export function visible(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(UNSEEN, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return `‹U+${code}›`;
  });
}

export interface Cut {
  shown: string;
  /** Number of characters that are not shown; 0 if all are. */
  hidden: number;
}

/** The beginning of a long text, cut between two characters. */
export function cut(text: string, limit: number): Cut {
  if (text.length <= limit) return { shown: text, hidden: 0 };
  const last = text.charCodeAt(limit - 1);
  const end = last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit;
  return { shown: text.slice(0, end), hidden: text.length - end };
}
