import { Button } from '../../design/controls/button.tsx';
import { setTheme, THEMES, useTheme } from './theme.ts';

/** Goes from the system's theme to the light one to the dark one. */
export function ThemeSwitch() {
  const theme = useTheme();
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
  return (
    <Button
      small
      look="quiet"
      title={`Switch to ${next === 'system' ? "the system's theme" : `the ${next} theme`}`}
      onClick={() => setTheme(next)}
    >
      Theme: {theme}
    </Button>
  );
}
