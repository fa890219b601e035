import type { KeyCounts, Rotation, Unopened } from './key-rotation.ts';

/** What a rotation did, for the person who asked for it. `done`: nothing needs any key but the first. */
export function reportRotation(
  { table, column, before, written, after, unopened }: Rotation,
  keyIds: readonly string[],
): { done: boolean; lines: string[] } {
  const [writer = ''] = keyIds;
  const left = Object.keys(after).filter((keyId) => keyId !== writer);
  const lines = [
    `${table}.${column}`,
    `  before: ${listOf(before)}`,
    `  written anew with the key "${writer}": ${written}`,
    `  after: ${listOf(after)}`,
    ...left.flatMap((keyId) => adviceOn(keyId, after, unopened, keyIds)).map((line) => `  ${line}`),
    // Under the first key already, and yet not to be opened: the id is right and the bytes are not.
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
      `The key "${keyId}" is not among GOGREEN_ENCRYPTION_KEYS, and these rows need it: ${rows}. Put it back behind the others and run this again, or delete what these rows are.`,
    ];
  }
  if (mine.length > 0) return mine.map(({ reason }) => reason);
  return [
    `A process still writes with "${keyId}", which has ${after[keyId]} again. Start every process with the new list of keys, then run this again.`,
  ];
}

function listOf(counts: KeyCounts): string {
  const entries = Object.entries(counts).map(([keyId, rows]) => `${rows} with "${keyId}"`);
  return entries.length === 0 ? 'none' : entries.join(', ');
}
