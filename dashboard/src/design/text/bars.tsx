import styles from './bars.module.css';

interface BarsProps {
  /** What the bars say, as a sentence. */
  label: string;
  bars: readonly { key: string; title: string; good: number; bad: number }[];
  /** Over the whole width of where it stands. */
  large?: boolean;
}

const WIDTH = 4;
const GAP = 1;

/** A number over time in small bars: what went well, and on top what did not. */
export function Bars({ label, bars, large = false }: BarsProps) {
  const height = large ? 64 : 22;
  const most = Math.max(1, ...bars.map(({ good, bad }) => good + bad));
  const heightOf = (count: number) => (count === 0 ? 0 : Math.max(1.5, (count / most) * height));
  return (
    <svg
      className={large ? `${styles.bars} ${styles.large}` : styles.bars}
      viewBox={`0 0 ${bars.length * (WIDTH + GAP) - GAP} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {bars.map(({ key, title, good, bad }, index) => {
        const x = index * (WIDTH + GAP);
        const goodHeight = heightOf(good);
        // What failed is seen even beside much that did not.
        const badHeight = Math.min(heightOf(bad), height);
        const base = Math.min(goodHeight, height - badHeight);
        return (
          <g key={key}>
            <title>{title}</title>
            <rect className={styles.none} x={x} y={height - 1} width={WIDTH} height={1} />
            <rect className={styles.good} x={x} y={height - base} width={WIDTH} height={base} />
            <rect
              className={styles.bad}
              x={x}
              y={height - base - badHeight}
              width={WIDTH}
              height={badHeight}
            />
          </g>
        );
      })}
    </svg>
  );
}
