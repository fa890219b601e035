/** Elements of messages. Rich text is not markup, so text of users is shown unchanged. */

type Style = 'bold' | 'italic' | 'code';
export type Element =
  | { type: 'text'; text: string; style?: Partial<Record<Style, true>> }
  | { type: 'link'; text: string; url: string };

export type Block = Record<string, unknown>;

/** From the reference of Block Kit, header block. */
export const MAX_HEADER_LENGTH = 150;

export function header(title: string): Block {
  return { type: 'header', text: { type: 'plain_text', text: title, emoji: false } };
}

export function section(elements: Element[]): Block {
  return { type: 'rich_text_section', elements };
}

export function bullets(items: Block[]): Block {
  return { type: 'rich_text_list', style: 'bullet', elements: items };
}

/** Slack rejects empty text elements. */
export function text(content: string, style?: Style): Element {
  return { type: 'text', text: content || ' ', ...(style ? { style: { [style]: true } } : {}) };
}

export function link(label: string, url: string): Element {
  return { type: 'link', text: label || url, url };
}

/** Small print in Slack's markup. It must not contain text of users. */
export function context(markup: string): Block {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: markup }] };
}

/** A time in the time zone of each reader; `fallback` for clients that cannot show it. */
export function dateMarkup(at: Date, fallback: string): string {
  return `<!date^${Math.floor(at.getTime() / 1_000)}^{date_short_pretty} at {time}|${fallback}>`;
}

/** Escapes text for Slack's markup: exactly the three characters that its documentation names. */
export function escapeMarkup(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
