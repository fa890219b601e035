import { type RefObject, useEffect, useState } from 'react';

/** How far one may scroll before new rows at the top would move what is read. */
const NEAR_TOP_PX = 80;

/** Whether rows of the list must stay where they are: the page is scrolled, or the focus is in the list. */
export function useHold(list: RefObject<HTMLElement | null>): boolean {
  const [scrolled, setScrolled] = useState(false);
  const [focused, setFocused] = useState(false);
  useEffect(() => {
    const onScroll = () => setScrolled(window.scrollY > NEAR_TOP_PX);
    window.addEventListener('scroll', onScroll, { passive: true });
    return () => window.removeEventListener('scroll', onScroll);
  }, []);
  useEffect(() => {
    const onFocus = () => setFocused(list.current?.contains(document.activeElement) ?? false);
    // After a row was clicked the focus may be nowhere.
    const onBlur = () => setTimeout(onFocus);
    document.addEventListener('focusin', onFocus);
    document.addEventListener('focusout', onBlur);
    return () => {
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('focusout', onBlur);
    };
  }, [list]);
  return scrolled || focused;
}
