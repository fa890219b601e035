import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Card } from '../../design/layout/card.tsx';
import { Empty } from '../../design/layout/notice.tsx';
import styles from './home.module.css';

/** What is shown where nothing needs anybody: ways to go on. */
export function NothingNeedsYou({ projects }: { projects: readonly { key: string }[] }) {
  const demo = projects.find(({ key }) => key === 'demo');
  const first = projects[0];
  return (
    <Card>
      <Empty title="Nothing needs you">
        Integrations that fail, changes that wait and experiments that go wrong appear here.
      </Empty>
      {first !== undefined && (
        <ul className={styles.steps} aria-label="Next steps">
          {demo !== undefined && (
            <Step
              link={
                <Link to="/projects/$projectKey/flags" params={{ projectKey: demo.key }}>
                  Open the demo
                </Link>
              }
            >
              Two flags to switch and change.
            </Step>
          )}
          <Step
            link={
              <Link to="/projects/$projectKey/flags" params={{ projectKey: first.key }}>
                Make a flag
              </Link>
            }
          >
            With a key that your application asks for.
          </Step>
          <Step
            link={
              <Link to="/projects/$projectKey/integrations/new" params={{ projectKey: first.key }}>
                Add an integration
              </Link>
            }
          >
            It tells a chat, an issue tracker or an endpoint of yours about every change.
          </Step>
          <Step
            link={
              <Link
                to="/projects/$projectKey/settings"
                params={{ projectKey: first.key }}
                search={{ part: 'keys' }}
              >
                Connect an app
              </Link>
            }
          >
            With a client key it asks for its flags and follows them live.
          </Step>
        </ul>
      )}
    </Card>
  );
}

function Step({ link, children }: { link: ReactNode; children: ReactNode }) {
  return (
    <li>
      {link}
      <span>{children}</span>
    </li>
  );
}
