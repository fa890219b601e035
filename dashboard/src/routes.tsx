/** Every page, with what its address holds. Screens are loaded when somebody goes there. */

import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { base } from './api/base.ts';
import { readAuditSearch } from './screens/audit/audit-search.ts';
import { readDeliverySearch } from './screens/deliveries/delivery-search.ts';
import { readInspectorSearch } from './screens/deliveries/inspector/inspector-search.ts';
import { readEventSearch } from './screens/events/log/event-search.ts';
import { readExperimentSearch } from './screens/experiments/experiment-search.ts';
import { readFlagPageSearch } from './screens/flag/flag-page-search.ts';
import { readFlagSearch } from './screens/flags/flag-search.ts';
import { readUserSearch } from './screens/users/user-search.ts';
import { NotFound } from './shell/not-found.tsx';
import { ProjectFrame } from './shell/project/project-frame.tsx';
import { readText } from './shell/search-params.ts';
import { SignInPage } from './shell/sign-in/sign-in-page.tsx';
import { SignedIn } from './shell/sign-in/signed-in.tsx';

const rootRoute = createRootRoute({ notFoundComponent: NotFound });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  component: SignInPage,
  validateSearch: (search): { to?: string | undefined } => ({ to: readText(search['to']) }),
});

const signedIn = createRoute({ getParentRoute: () => rootRoute, id: 'signed-in', component: SignedIn });

const homeRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('./screens/home/home.tsx'), 'Home'),
});

export const projectRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects/$projectKey',
  component: ProjectFrame,
});

/** A project has no page of its own: its flags are what people look for. */
const projectHomeRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/',
  beforeLoad({ params }) {
    throw redirect({ to: '/projects/$projectKey/flags', params, replace: true });
  },
});

export const flagsRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/flags',
  component: lazyRouteComponent(() => import('./screens/flags/flags.tsx'), 'Flags'),
  validateSearch: readFlagSearch,
});

export const flagRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/flags/$flagKey',
  component: lazyRouteComponent(() => import('./screens/flag/flag-page.tsx'), 'FlagPage'),
  validateSearch: readFlagPageSearch,
});

export const deliveriesRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/deliveries',
  component: lazyRouteComponent(() => import('./screens/deliveries/deliveries.tsx'), 'Deliveries'),
  validateSearch: readDeliverySearch,
});

/** Beside the list, which stays as it is. */
export const deliveryRoute = createRoute({
  getParentRoute: () => deliveriesRoute,
  path: '/$deliveryId',
  component: lazyRouteComponent(() => import('./screens/deliveries/inspector/inspector.tsx'), 'Inspector'),
  validateSearch: readInspectorSearch,
});

export const integrationsRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/integrations',
  component: lazyRouteComponent(() => import('./screens/integrations/integrations.tsx'), 'Integrations'),
});

export const newIntegrationRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/integrations/new',
  component: lazyRouteComponent(
    () => import('./screens/new-integration/new-integration.tsx'),
    'NewIntegration',
  ),
  validateSearch: (search): { provider?: string | undefined } => ({ provider: readText(search['provider']) }),
});

export const integrationRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/integrations/$integrationId',
  component: lazyRouteComponent(
    () => import('./screens/integration/integration-page.tsx'),
    'IntegrationPage',
  ),
  validateSearch: (search): { tab?: string | undefined } => ({ tab: readText(search['tab']) }),
});

export const eventsRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/events',
  component: lazyRouteComponent(() => import('./screens/events/events.tsx'), 'Events'),
  validateSearch: readEventSearch,
});

export const eventRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/events/$sequence',
  component: lazyRouteComponent(() => import('./screens/events/event-page.tsx'), 'EventPage'),
});

const changesRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/changes',
  component: lazyRouteComponent(() => import('./screens/changes/changes.tsx'), 'Changes'),
  validateSearch: (search): { show?: string | undefined } => ({ show: readText(search['show']) }),
});

const changeRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/changes/$changeRequestId',
  component: lazyRouteComponent(() => import('./screens/changes/change-page.tsx'), 'ChangePage'),
});

const projectSettingsRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./screens/settings/settings.tsx'), 'ProjectSettings'),
  validateSearch: (search): { part?: string | undefined } => ({ part: readText(search['part']) }),
});

const projectAuditRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/audit',
  component: lazyRouteComponent(() => import('./screens/audit/project-audit.tsx'), 'ProjectAudit'),
  validateSearch: readAuditSearch,
});

const meRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/me',
  component: lazyRouteComponent(() => import('./screens/me/me.tsx'), 'Me'),
});

const usersRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/users',
  component: lazyRouteComponent(() => import('./screens/users/users.tsx'), 'Users'),
  validateSearch: readUserSearch,
});

const instanceRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/instance',
  component: lazyRouteComponent(() => import('./screens/instance/instance.tsx'), 'InstancePage'),
});

const instanceAuditRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/audit',
  component: lazyRouteComponent(() => import('./screens/audit/instance-audit.tsx'), 'InstanceAudit'),
  validateSearch: readAuditSearch,
});

const experimentsRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/experiments',
  component: lazyRouteComponent(() => import('./screens/experiments/experiments.tsx'), 'Experiments'),
  validateSearch: readExperimentSearch,
});

const newExperimentRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/experiments/new',
  component: lazyRouteComponent(() => import('./screens/new-experiment/new-experiment.tsx'), 'NewExperiment'),
  validateSearch: (search): { flag?: string | undefined; env?: string | undefined } => ({
    flag: readText(search['flag']),
    env: readText(search['env']),
  }),
});

const experimentRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/experiments/$experimentId',
  component: lazyRouteComponent(() => import('./screens/experiment/experiment-page.tsx'), 'ExperimentPage'),
});

const editExperimentRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/experiments/$experimentId/edit',
  component: lazyRouteComponent(
    () => import('./screens/edit-experiment/edit-experiment.tsx'),
    'EditExperiment',
  ),
});

/** What pages are made of, for those who change it. It shows nothing of the instance. */
const designRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/design',
  component: lazyRouteComponent(() => import('./screens/design/design.tsx'), 'Design'),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  designRoute,
  signedIn.addChildren([
    homeRoute,
    meRoute,
    usersRoute,
    instanceRoute,
    instanceAuditRoute,
    projectRoute.addChildren([
      projectHomeRoute,
      flagsRoute,
      flagRoute,
      changesRoute,
      changeRoute,
      experimentsRoute,
      newExperimentRoute,
      experimentRoute,
      editExperimentRoute,
      deliveriesRoute.addChildren([deliveryRoute]),
      eventsRoute,
      eventRoute,
      integrationsRoute,
      newIntegrationRoute,
      integrationRoute,
      projectSettingsRoute,
      projectAuditRoute,
    ]),
  ]),
]);

export function createAppRouter() {
  return createRouter({
    routeTree,
    basepath: base === '/' ? '/' : base.slice(0, -1),
    defaultPreload: 'intent',
    // Another flag, integration or event is another page: nothing that was typed on one moves to the next. Each route is
    // given the parameters up to itself, so a list stays when a row of it opens beside it.
    defaultRemountDeps: ({ params }) => params,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
