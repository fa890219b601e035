/** Elements of documents in Atlassian Document Format. Text is not markup, so text of users is shown unchanged. */

export type Node = Record<string, unknown>;

export function doc(content: Node[]): Node {
  return { version: 1, type: 'doc', content };
}

/** Empty texts are omitted, because the format does not allow them. */
export function paragraph(texts: Node[]): Node {
  return { type: 'paragraph', content: texts.filter(({ text }) => text !== '') };
}

export function bulletList(items: Node[]): Node {
  const content = items.map((item) => ({ type: 'listItem', content: [item] }));
  return { type: 'bulletList', content };
}

export function codeBlock(text: string, language: string): Node {
  return { type: 'codeBlock', attrs: { language }, content: [{ type: 'text', text }] };
}

export function blockquote(content: Node[]): Node {
  return { type: 'blockquote', content };
}

export function plain(text: string): Node {
  return { type: 'text', text };
}

export function strong(text: string): Node {
  return { type: 'text', text, marks: [{ type: 'strong' }] };
}

export function em(text: string): Node {
  return { type: 'text', text, marks: [{ type: 'em' }] };
}

export function code(text: string): Node {
  return { type: 'text', text, marks: [{ type: 'code' }] };
}

export function link(text: string, href: string): Node {
  return { type: 'text', text, marks: [{ type: 'link', attrs: { href } }] };
}
