import { useQuery } from '../../api/hooks.ts';
import { LoadFailed, Loading } from '../../design/layout/notice.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import { Tag } from '../../design/text/chip.tsx';
import { visible } from '../../design/text/visible.ts';
import { MeDocument } from '../../gql/graphql.ts';
import { Frame } from '../../shell/frame/frame.tsx';
import { useViewer } from '../../shell/sign-in/viewer-context.ts';
import { AccessTokens } from '../credentials/access-tokens.tsx';
import styles from './me.module.css';
import { Roles } from './roles.tsx';
import { Sessions } from './sessions.tsx';
import { ThisBrowser } from './this-browser.tsx';

/** Who one is, where one is signed in, and what holds in this browser. */
export function Me() {
  const viewer = useViewer();
  const { data, error, reload } = useQuery(MeDocument, {});
  const me = data?.viewer ?? undefined;
  return (
    <Frame>
      <PageHead
        title={visible(viewer.name)}
        aside={viewer.isOwner ? <Tag>owner of the instance</Tag> : undefined}
      >
        <span>{viewer.email === null ? 'Service account' : visible(viewer.email)}</span>
        <span className="mono dim">{viewer.id}</span>
      </PageHead>
      <div className={styles.stack}>
        {error !== undefined && (
          <LoadFailed title="Your sessions and tokens cannot be shown" error={error} onRetry={reload} />
        )}
        {me === undefined && error === undefined && <Loading rows={4} />}
        {me !== undefined && <Sessions sessions={me.sessions} presentId={me.session?.id} onChange={reload} />}
        {me !== undefined && <AccessTokens rows={me.accessTokens} onChange={reload} />}
        <div className={styles.pair}>
          {me !== undefined && <Roles roles={me.roles} isOwner={me.isOwner} />}
          <ThisBrowser />
        </div>
      </div>
    </Frame>
  );
}
