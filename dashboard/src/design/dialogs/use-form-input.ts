import { useCallback, useRef } from 'react';

/** Reads what a form would send now, to show it before it is sent. */
export function useFormInput(toInput: (data: FormData) => object) {
  const form = useRef<HTMLFormElement>(null);
  const latest = useRef(toInput);
  latest.current = toInput;
  const read = useCallback(() => latest.current(new FormData(form.current ?? undefined)), []);
  return { form, read };
}
