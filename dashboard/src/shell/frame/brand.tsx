import styles from './frame.module.css';

export function Brand() {
  return (
    <span className={styles.brand}>
      <i aria-hidden="true" />
      GoGreen
    </span>
  );
}
