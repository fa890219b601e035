/** A text to search for with LIKE, where % and _ stand for other characters. Prisma, too, hands it on as it is. */
export function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}
