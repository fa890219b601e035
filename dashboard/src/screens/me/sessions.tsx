import { useState } from 'react';
import { Button } from '../../design/controls/button.tsx';
import { Card } from '../../design/layout/card.tsx';
import { Empty } from '../../design/layout/notice.tsx';
import table from '../../design/layout/table.module.css';
import { State } from '../../design/text/chip.tsx';
import { Time } from '../../design/text/time.tsx';
import { visible } from '../../design/text/visible.ts';
import type { SessionRowFragment, SignInMethod } from '../../gql/graphql.ts';
import { useSignOut } from '../../shell/sign-in/use-sign-out.ts';
import { deviceOf } from './device.ts';
import { EndSession } from './end-session.tsx';
import styles from './me.module.css';

const VIA: Record<SignInMethod, string> = {
  LINK: 'link of the first start',
  OIDC: 'OIDC issuer',
  TOKEN: 'token',
};

interface SessionsProps {
  sessions: readonly SessionRowFragment[];
  /** The one that this page belongs to. */
  presentId: string | undefined;
  onChange: () => void;
}

/** Where one is signed in. */
export function Sessions({ sessions, presentId, onChange }: SessionsProps) {
  const [ending, setEnding] = useState<SessionRowFragment>();
  return (
    <Card title="Sessions" note="browsers in which you are signed in">
      {sessions.length === 0 && <Empty title="You are signed in nowhere by a session" />}
      {sessions.length > 0 && (
        <table className={`${table.table} ${table.cards}`}>
          <thead>
            <tr>
              <th scope="col">Browser</th>
              <th scope="col">Network</th>
              <th scope="col">Signed in</th>
              <th scope="col">Last used</th>
              <th scope="col">Ends</th>
              <th scope="col">
                <span className="hidden-text">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <Row
                key={session.id}
                session={session}
                isPresent={session.id === presentId}
                onEnd={() => setEnding(session)}
              />
            ))}
          </tbody>
        </table>
      )}
      {ending !== undefined && (
        <EndSession session={ending} onClose={() => setEnding(undefined)} onEnded={onChange} />
      )}
    </Card>
  );
}

interface RowProps {
  session: SessionRowFragment;
  isPresent: boolean;
  onEnd: () => void;
}

function Row({ session, isPresent, onEnd }: RowProps) {
  const { network, via, createdAt, lastUsedAt, expiresAt, userAgent } = session;
  const device = deviceOf(userAgent);
  const signOut = useSignOut();
  return (
    <tr>
      <td>
        <span className={styles.device} title={visible(userAgent)}>
          <b>{device}</b>
          {isPresent && (
            <State tone="ok" mark="●">
              this session
            </State>
          )}
        </span>
      </td>
      <td data-label="Network" className="mono">
        {visible(network)}
      </td>
      <td data-label="Signed in">
        <span>
          <Time at={createdAt} /> <span className="dim">by {VIA[via]}</span>
        </span>
      </td>
      <td data-label="Last used">
        <Time at={lastUsedAt} />
      </td>
      <td data-label="Ends">
        <Time at={expiresAt} />
      </td>
      <td className={table.number}>
        {isPresent ? (
          <Button small onClick={signOut}>
            Sign out here
          </Button>
        ) : (
          <Button small look="danger" aria-label={`End the session in ${device}`} onClick={onEnd}>
            End
          </Button>
        )}
      </td>
    </tr>
  );
}
