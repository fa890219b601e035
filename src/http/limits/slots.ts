/** So many at a time, for each key. */

export interface Slots {
  /** Takes one; answers with how to give it back, which may be called more than once. Null: all are taken. */
  take(key: string): (() => void) | null;
}

/** `max` 0: as many as anybody likes. */
export function createSlots(max: number): Slots {
  const taken = new Map<string, number>();
  return {
    take(key) {
      const before = taken.get(key) ?? 0;
      if (max > 0 && before >= max) return null;
      taken.set(key, before + 1);
      let isTaken = true;
      return () => {
        if (!isTaken) return;
        isTaken = false;
        const left = (taken.get(key) ?? 0) - 1;
        if (left > 0) taken.set(key, left);
        else taken.delete(key);
      };
    },
  };
}
