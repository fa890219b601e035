/** Shortens a text to at most `max` UTF-16 units, ending with an ellipsis if it was longer. Surrogate pairs are not split. */
export function shorten(text: string, max: number): string {
  return text.length <= max ? text : `${beginning(text, max - 1)}…`;
}

/** Joins as many lines as fit into `max` UTF-16 units; a last line says how many were omitted. */
export function joinFitting(lines: string[], max: number): string {
  const whole = lines.join('\n');
  if (whole.length <= max) return whole;
  const note = (left: number) => `… ${left} more ${left === 1 ? 'line' : 'lines'}, cut here.`;
  const room = max - note(lines.length).length - 1;
  const kept: string[] = [];
  let length = -1;
  for (const line of lines) {
    if (length + 1 + line.length > room) break;
    kept.push(line);
    length += 1 + line.length;
  }
  return [...kept, note(lines.length - kept.length)].join('\n');
}

function beginning(text: string, length: number): string {
  const cut = text.slice(0, length);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
