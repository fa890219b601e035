/** Elements of cards. Text runs are not Markdown, so text of users is shown unchanged. */

export type Node = Record<string, unknown>;

export function card(fallbackText: string, body: Node[]): Node {
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    fallbackText,
    body,
  };
}

export function title(text: string): Node {
  return line([run(text, { size: 'Large', weight: 'Bolder' })]);
}

export function fact(name: string, value: string): Node {
  return line([run(`${name}: `, { weight: 'Bolder' }), run(value)], 'None');
}

/** Small print. */
export function footer(text: string): Node {
  return line([run(text, { size: 'Small', isSubtle: true })]);
}

export function line(inlines: Node[], spacing?: 'None' | 'Small'): Node {
  return { type: 'RichTextBlock', ...(spacing ? { spacing } : {}), inlines };
}

export function run(text: string, style: Node = {}): Node {
  return { type: 'TextRun', text, ...style };
}
