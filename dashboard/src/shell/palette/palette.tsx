import { Autocomplete } from '@base-ui/react/autocomplete';
import { useEffect, useRef, useState } from 'react';
import { LoadFailed } from '../../design/layout/notice.tsx';
import { Key } from '../../design/text/chip.tsx';
import type { Project } from '../project/project-context.ts';
import styles from './palette.module.css';
import { type PaletteItem, usePaletteItems } from './palette-items.ts';

interface PaletteProps {
  project: Project | undefined;
  onClose: () => void;
}

/** Goes to any page, flag, integration or project by a few letters of its name. */
export function Palette({ project, onClose }: PaletteProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const { items, isSearching, error, again } = usePaletteItems(project, text);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const close = () => dialog.current?.close();
  return (
    <dialog ref={dialog} className={styles.palette} aria-label="Search or run a command" onClose={onClose}>
      <Autocomplete.Root
        open
        inline
        items={items}
        mode="none"
        autoHighlight="always"
        keepHighlight
        value={text}
        onValueChange={setText}
        itemToStringValue={({ label }: PaletteItem) => label}
      >
        <Autocomplete.Input
          className={styles.input}
          aria-label="Search flags, pages, integrations and projects"
          placeholder="Search or run a command"
        />
        <Autocomplete.Empty>
          {error === undefined && (
            <p className={styles.none}>{isSearching ? 'Searching…' : 'Nothing has this name.'}</p>
          )}
        </Autocomplete.Empty>
        {error !== undefined && (
          <LoadFailed title="Flags and the like cannot be searched" error={error} onRetry={again} />
        )}
        <Autocomplete.List className={styles.list}>
          {(item: PaletteItem) => (
            <Autocomplete.Item
              key={item.id}
              value={item}
              className={styles.item}
              onClick={() => {
                close();
                item.run();
              }}
            >
              <span className={styles.label}>{item.label}</span>
              {item.keys !== undefined && <Key>{item.keys}</Key>}
              <span className={styles.kind}>{item.kind}</span>
            </Autocomplete.Item>
          )}
        </Autocomplete.List>
      </Autocomplete.Root>
    </dialog>
  );
}
