import type { KeyCounts, Rotation, Unopened } from './key-rotation.ts';

/** Describes the result of a rotation. `done`: every row is sealed with the first key. */
export function reportRotation(
  { table, column, before, written, after, unopened }: Rotation,
  keyIds: readonly string[],
): { done: boolean; lines: string[] } {
  const [writer = ''] = keyIds;
  const left = Object.keys(after).filter((keyId) => keyId !== writer);
  const lines = [
    `${table}.${column}`,
    `  before: ${listOf(before)}`,
    `  resealed with the key "${writer}": ${written}`,
    `  after: ${listOf(after)}`,
    ...left.flatMap((keyId) => adviceOn(keyId, after, unopened, keyIds)).map((line) => `  ${line}`),
    // Sealed under the id of the first key, but with other bytes.
    ...unopened.filter(({ keyId }) => keyId === writer).map(({ reason }) => `  ${reason}`),
  ];
  return { done: left.length === 0 && unopened.length === 0, lines };
}

function adviceOn(
  keyId: string,
  after: KeyCounts,
  unopened: Unopened[],
  keyIds: readonly string[],
): string[] {
  const mine = unopened.filter((each) => each.keyId === keyId);
  const rows = mine.map(({ row }) => row).join(', ');
  if (mine.length > 0 && !keyIds.includes(keyId)) {
    return [
      `The key "${keyId}" is missing in GOGREEN_ENCRYPTION_KEYS, and these rows need it: ${rows}. Add it at the end of the list and run this again, or delete the integrations that these rows belong to.`,
    ];
  }
  if (mine.length > 0) return mine.map(({ reason }) => reason);
  return [
    `A process still seals with the key "${keyId}" (rows: ${after[keyId]}). Restart every process with the new list of keys, then run this again.`,
  ];
}

function listOf(counts: KeyCounts): string {
  const entries = Object.entries(counts).map(([keyId, rows]) => `${rows} with "${keyId}"`);
  return entries.length === 0 ? 'none' : entries.join(', ');
}
