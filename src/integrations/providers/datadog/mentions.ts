/**
 * The text with nobody mentioned: in an event's text Datadog notifies whoever stands behind an @ at the beginning of a
 * word, so a comment or a flag's name could page a team. Addresses stay as they are.
 */
export function withoutMentions(text: string): string {
  return text.replaceAll(/(?<![\w.+-])@(?=\S)/g, '@\u200b');
}
