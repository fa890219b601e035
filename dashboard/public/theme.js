// Before the first paint: the theme that was chosen. Without a choice the system's holds (color-scheme: light dark).
try {
  const theme = localStorage.getItem('gogreen-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.style.colorScheme = theme;
} catch {
  // Storage is switched off: the system's theme holds.
}
