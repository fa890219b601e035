import { Link } from '@tanstack/react-router';
import { exactTime } from '../../../design/text/time.tsx';
import { clock } from '../clock.ts';
import { compareAnswers } from './exchange/answers.ts';
import type { OpenDelivery } from './inspector.tsx';
import styles from './time-line.module.css';

interface TimeLineProps {
  delivery: OpenDelivery;
  /** Number of the attempt that is shown below. */
  shown: number | undefined;
}

/** The attempts that were made, the one that is being made, and those that are planned. */
export function TimeLine({ delivery, shown }: TimeLineProps) {
  const { attempts, schedule, status } = delivery;
  if (attempts.length + schedule.length === 0 && status !== 'SENDING') return null;
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label="Attempts in time">
      <ol className={styles.line}>
        {attempts.map((attempt) => {
          const { number, startedAt, error } = attempt;
          const isFailure = error !== null && error.class !== 'SKIPPED';
          const differs = compareAnswers(attempts, attempt)?.matters ?? false;
          return (
            <li key={number}>
              <Link
                to="."
                search={(present) => ({ ...present, attempt: number, exchange: undefined })}
                replace
                resetScroll={false}
                preload={false}
                className={`${styles.point} ${isFailure ? styles.bad : error ? '' : styles.ok}`}
                aria-current={number === shown ? 'true' : undefined}
                title={`${exactTime(startedAt)}${differs ? '. Another answer than the attempt before.' : ''}`}
              >
                <i aria-hidden="true">{isFailure ? '✕' : error ? '○' : '✓'}</i>
                <span className="hidden-text">
                  Attempt {number}, {isFailure ? 'failed' : error ? 'nothing to do' : 'succeeded'}
                  {differs ? ', with another answer than the attempt before' : ''},{' '}
                </span>
                <time dateTime={startedAt}>{clock(startedAt, 'second')}</time>
                {differs && (
                  <span className={styles.differs} aria-hidden="true">
                    ≠
                  </span>
                )}
              </Link>
            </li>
          );
        })}
        {status === 'SENDING' && (
          <li>
            <span className={`${styles.point} ${styles.sending}`}>
              <i aria-hidden="true">▸</i>
              now
            </span>
          </li>
        )}
        {schedule.map((at, index) => (
          <li key={at}>
            <span className={`${styles.point} ${styles.planned}`} title={`Planned for ${exactTime(at)}`}>
              <i aria-hidden="true">{attempts.length + index + 1}</i>
              <span className="hidden-text">Attempt {attempts.length + index + 1}, planned, </span>
              <time dateTime={at}>{clock(at)}</time>
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
