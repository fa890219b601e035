import { useState } from 'react';
import { Button } from '../design/button.tsx';

const THEMES = ['system', 'light', 'dark'] as const;

/** Goes from the system's theme to the light one to the dark one. theme.js puts the choice in place before the first paint. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState(() => localStorage.getItem('gogreen-theme') ?? 'system');
  const next = THEMES[(THEMES.indexOf(theme as 'system') + 1) % THEMES.length] ?? 'system';
  return (
    <Button
      small
      look="quiet"
      title={`Switch to ${next === 'system' ? "the system's theme" : `the ${next} theme`}`}
      onClick={() => {
        if (next === 'system') localStorage.removeItem('gogreen-theme');
        else localStorage.setItem('gogreen-theme', next);
        document.documentElement.style.colorScheme = next === 'system' ? '' : next;
        setTheme(next);
      }}
    >
      Theme: {theme}
    </Button>
  );
}
