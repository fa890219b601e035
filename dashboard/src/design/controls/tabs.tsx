import styles from './tabs.module.css';

interface TabsProps<Name extends string> {
  label: string;
  tabs: Record<Name, string>;
  chosen: string;
  onChoose: (name: Name) => void;
}

/** Parts of one page. Which one is shown is in the address, so they are buttons of a navigation. */
export function Tabs<Name extends string>({ label, tabs, chosen, onChoose }: TabsProps<Name>) {
  return (
    <nav className={styles.tabs} aria-label={label}>
      {(Object.keys(tabs) as Name[]).map((name) => (
        <button
          key={name}
          type="button"
          aria-current={name === chosen ? 'page' : undefined}
          onClick={() => onChoose(name)}
        >
          {tabs[name]}
        </button>
      ))}
    </nav>
  );
}
