import { Link } from '@tanstack/react-router';
import { Card } from '../../design/layout/card.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import { ProviderMark } from '../../design/text/provider-mark.tsx';
import type { ProviderCategory, ProviderFormFragment } from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';
import styles from './new-integration.module.css';

const CATEGORIES: Record<ProviderCategory, string> = {
  WEBHOOK: 'Your own endpoint',
  CHAT: 'Chat',
  ISSUES: 'Issue tracker',
  OBSERVABILITY: 'Monitoring',
};

/** All products that there is an integration for. */
export function Catalogue({ providers }: { providers: readonly ProviderFormFragment[] }) {
  const project = useProject();
  return (
    <>
      <PageHead title="New integration">Choose what is to be told about the events of this project.</PageHead>
      <div className={styles.catalogue}>
        {(Object.keys(CATEGORIES) as ProviderCategory[]).map((category) => (
          <Card key={category} title={CATEGORIES[category]}>
            <ul>
              {providers
                .filter((info) => info.category === category)
                .map((info) => (
                  <li key={info.provider}>
                    <Link
                      className={styles.provider}
                      to="/projects/$projectKey/integrations/new"
                      params={{ projectKey: project.key }}
                      search={{ provider: info.inputField }}
                    >
                      <ProviderMark provider={info.provider} />
                      <span>
                        <b>{info.label}</b>
                        <span className={styles.about}>{info.description}</span>
                      </span>
                    </Link>
                  </li>
                ))}
            </ul>
          </Card>
        ))}
      </div>
    </>
  );
}
