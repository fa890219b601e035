/** A text to search for. Prisma hands it on to LIKE as it is, where % and _ stand for other characters. */
export function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}
