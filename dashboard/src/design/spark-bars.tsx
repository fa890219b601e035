import styles from './spark-bars.module.css';

export interface SparkBar {
  /** When it was: the title of the bar. */
  label: string;
  good: number;
  bad: number;
}

interface SparkBarsProps {
  bars: readonly SparkBar[];
  /** What the bars say all together, for whoever does not see them. */
  label: string;
}

/** Some numbers over time, small enough for a line of text: good ones below, bad ones above. */
export function SparkBars({ bars, label }: SparkBarsProps) {
  const most = Math.max(1, ...bars.map(({ good, bad }) => good + bad));
  const height = (part: number) => ({ height: part === 0 ? 0 : `max(2px, ${(part / most) * 100}%)` });
  return (
    <span className={styles.bars} role="img" aria-label={label}>
      {bars.map((bar) => (
        <span key={bar.label} title={bar.label}>
          <i className={styles.bad} style={height(bar.bad)} />
          <i className={styles.good} style={height(bar.good)} />
        </span>
      ))}
    </span>
  );
}
