/** Limits how many of something each key may have at the same time. */

export interface Slots {
  /** Takes a slot. Returns its release, which may be called more than once; null when all slots are taken. */
  take(key: string): (() => void) | null;
}

/** With `max` 0 there is no limit. */
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
