/** The pages of a project that the navigation leads to, in its order, with the keys that lead there. */
export const PROJECT_LINKS = [
  { to: '/projects/$projectKey/flags', name: 'Flags', keys: 'g f' },
  { to: '/projects/$projectKey/changes', name: 'Changes', keys: 'g c' },
  { to: '/projects/$projectKey/experiments', name: 'Experiments', keys: 'g x' },
  { to: '/projects/$projectKey/events', name: 'Events', keys: 'g e' },
  { to: '/projects/$projectKey/deliveries', name: 'Deliveries', keys: 'g d' },
  { to: '/projects/$projectKey/integrations', name: 'Integrations', keys: 'g i' },
] as const;
