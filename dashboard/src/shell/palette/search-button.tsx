import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { MOD, useShortcuts } from '../../design/shortcuts.ts';
import { Key } from '../../design/text/chip.tsx';
import styles from '../frame/frame.module.css';
import { KeysHelp } from '../frame/keys-help.tsx';
import { PROJECT_LINKS, projectLinks } from '../frame/project-links.ts';
import type { Project } from '../project/project-context.ts';

const load = () => import('./palette.tsx').then(({ Palette: component }) => ({ default: component }));
const Palette = lazy(load);

/** Opens the palette, and holds the keys that work on every page. */
export function SearchButton({ project }: { project: Project | undefined }) {
  const [open, setOpen] = useState<'palette' | 'keys'>();
  const navigate = useNavigate();
  // After the page itself: whoever opens it types at once.
  useEffect(() => {
    const timer = setTimeout(load, 1_000);
    return () => clearTimeout(timer);
  }, []);
  const links = project === undefined ? PROJECT_LINKS : projectLinks(project);
  const goTo = links.map(({ to, keys }): [string, () => void] => [
    keys,
    () => project !== undefined && void navigate({ to, params: { projectKey: project.key } }),
  ]);
  useShortcuts({
    '$mod+KeyK': () => setOpen('palette'),
    'Shift+?': () => setOpen('keys'),
    '/': () => document.querySelector<HTMLInputElement>('main input[type="search"]')?.focus(),
    ...Object.fromEntries(goTo),
  });
  const close = () => setOpen(undefined);
  return (
    <>
      <button type="button" className={styles.search} onClick={() => setOpen('palette')}>
        Search <Key>{MOD}K</Key>
      </button>
      {open === 'palette' && (
        <Suspense>
          <Palette project={project} onClose={close} />
        </Suspense>
      )}
      {open === 'keys' && <KeysHelp onClose={close} />}
    </>
  );
}
