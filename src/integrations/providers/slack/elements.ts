/** The parts of rich text that messages are made of. Nothing in them is markup, whatever people have typed. */

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

/** Slack refuses empty text elements. */
export function text(content: string, style?: Style): Element {
  return { type: 'text', text: content || ' ', ...(style ? { style: { [style]: true } } : {}) };
}

export function link(label: string, url: string): Element {
  return { type: 'link', text: label || url, url };
}

/** Small print, in Slack's markup: nothing that people have typed. */
export function context(markup: string): Block {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: markup }] };
}

/** A time in each reader's own zone; `fallback` where that cannot be shown. */
export function dateMarkup(at: Date, fallback: string): string {
  return `<!date^${Math.floor(at.getTime() / 1_000)}^{date_short_pretty} at {time}|${fallback}>`;
}

/** For the one text that Slack reads markup in: the three characters that it asks to be escaped, and no others. */
export function escapeMarkup(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
