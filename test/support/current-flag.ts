import { type CurrentFlag, toCurrentFlag } from '#src/integrations/event/current-flag.ts';

/** The flag of the documented example as it is now: on in production for two countries, off in staging. */
export function currentFlag(change: Partial<CurrentFlag> = {}): CurrentFlag {
  const serve = (variation: string) => ({ variation });
  const off = { enabled: false, rules: [], fallthrough: serve('treatment'), offVariation: 'control' };
  const rule = {
    id: 'rule_1',
    description: null,
    serve: serve('treatment'),
    clauses: [{ attribute: 'country', operator: 'IN' as const, values: ['FR', 'DE'], negate: false }],
  };
  const flag = toCurrentFlag(
    {
      id: 'flag_01h455vb4pex5vsknk084sn02q',
      key: 'new-checkout',
      name: 'New checkout',
      kind: 'STRING',
      lifecycle: 'ACTIVE',
      projectKey: 'shop',
      jiraIssues: ['WEB-1'],
      updatedAt: new Date('2026-03-04T12:00:00Z'),
      variations: ['control', 'treatment'].map((key) => ({ key, name: key, description: null, value: key })),
      environments: [
        { key: 'staging', name: 'Staging', targeting: off },
        {
          key: 'production',
          name: 'Production',
          targeting: { ...off, enabled: true, rules: [rule], fallthrough: serve('control') },
        },
      ],
    },
    'https://flags.example.com',
  );
  return { ...flag, ...change };
}
