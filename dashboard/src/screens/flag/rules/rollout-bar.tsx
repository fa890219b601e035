import styles from './rules.module.css';

const COLOURS = ['var(--green-solid)', 'var(--violet)', 'var(--amber)', 'var(--blue)', 'var(--red)'];

export function colourOf(index: number): string {
  return COLOURS[index % COLOURS.length] ?? 'var(--ink-3)';
}

/** The shares as a bar. The numbers are beside it; it is a picture for those who see. */
export function RolloutBar({ weights }: { weights: readonly { variation: string; weight: number }[] }) {
  return (
    <span className={styles.bar} aria-hidden="true">
      {weights.map(({ variation, weight }, index) => (
        <i key={variation} style={{ width: `${weight}%`, background: colourOf(index) }} />
      ))}
    </span>
  );
}
