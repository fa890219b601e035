/** Messages of Slack, cards of Teams and comments of Jira as somebody reads them: from top to bottom, links in brackets, code in backticks. */

interface Node {
  type: string;
  text?: string | Node;
  url?: string;
  title?: string;
  selectAction?: { url: string };
  style?: unknown;
  fontType?: string;
  elements?: Node[];
  inlines?: Node[];
  items?: Node[];
}

export function readSlack({ blocks }: { blocks: Node[] }): string {
  return blocks.map(readBlock).join('\n');
}

function readBlock({ type, text, elements = [] }: Node): string {
  if (type === 'header' && typeof text === 'object') return `# ${textOf(text)}`;
  if (type !== 'rich_text') return elements.map(textOf).join('');
  return elements.map(readPart).join('\n');
}

function readPart(part: Node): string {
  const { type, elements = [] } = part;
  if (type === 'rich_text_list') return elements.map((item) => `• ${textOf(item)}`).join('\n');
  if (type === 'rich_text_quote') return `> ${textOf(part)}`;
  return type === 'rich_text_preformatted' ? `---\n${textOf(part)}\n---` : textOf(part);
}

export function readTeams({ attachments }: { attachments: { content: Card }[] }): string {
  const { body, actions = [] } = attachments[0]?.content ?? { body: [] };
  const lines = body.flatMap((node) =>
    node.items ? node.items.map((item) => `| ${textOf(item)}`) : textOf(node),
  );
  return [...lines, ...actions.map(({ title, url }) => `[${title}](${url})`)].join('\n');
}

interface Card {
  body: Node[];
  actions?: Node[];
}

function textOf({ text, url, selectAction, style, fontType, elements, inlines }: Node): string {
  const words = typeof text === 'string' ? text : (elements ?? inlines ?? []).map(textOf).join('');
  const link = url ?? selectAction?.url;
  if (link) return `[${words}](${link})`;
  const isCode = fontType === 'Monospace' || (style as { code?: boolean } | undefined)?.code;
  return isCode ? `\`${words}\`` : words;
}

interface AdfNode {
  type: string;
  text?: string;
  content?: AdfNode[];
  marks?: { type: string; attrs?: { href: string } }[];
}

/** Null: it is no comment. */
export function readJira({ body }: { body?: AdfNode }): string | null {
  return body?.content?.map(readAdf).join('\n') ?? null;
}

function readAdf(node: AdfNode): string {
  const { type, content = [] } = node;
  const lines = content.map(readAdf);
  if (type === 'bulletList') return lines.map((line) => `• ${line}`).join('\n');
  if (type === 'blockquote') return lines.map((line) => `> ${line}`).join('\n');
  if (type === 'codeBlock') return `---\n${lines.join('')}\n---`;
  return type === 'text' ? readMarked(node) : lines.join('');
}

function readMarked({ text = '', marks = [] }: AdfNode): string {
  const link = marks.find(({ type }) => type === 'link')?.attrs?.href;
  if (link) return `[${text}](${link})`;
  return marks.some(({ type }) => type === 'code') ? `\`${text}\`` : text;
}
