import { useEffect, useRef } from 'react';

/** Asks again when what the answer depends on has changed; not at first. */
export function useReloadWhen(dependency: string | number, reload: () => void): void {
  const known = useRef(dependency);
  useEffect(() => {
    if (known.current === dependency) return;
    known.current = dependency;
    reload();
  }, [dependency, reload]);
}
