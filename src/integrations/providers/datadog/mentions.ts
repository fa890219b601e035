/**
 * The text without mentions. In the text of an event, @ at the beginning of a word makes Datadog notify a user or a team, so a
 * comment or the name of a flag could page a team. E-mail addresses are not changed.
 */
export function withoutMentions(text: string): string {
  return text.replaceAll(/(?<![\w.+-])@(?=\S)/g, '@\u200b');
}
