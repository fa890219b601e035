import type { Serve, Targeting } from '../../flags/flag.ts';

/**
 * The behaviour that serves the winner: the flag is on, and wherever a rollout splits among the variations of the
 * experiment, the winner is served instead. Where none does, the fallthrough serves it. Rules that serve something else
 * stay: they are not what the experiment was about.
 */
export function serveWinner(targeting: Targeting, winner: string, compared: string[]): Targeting {
  const isSplit = (serve: Serve) =>
    'rollout' in serve &&
    serve.rollout.weights.every(({ variation, weight }) => weight === 0 || compared.includes(variation));
  const replace = (serve: Serve): Serve => (isSplit(serve) ? { variation: winner } : serve);
  const hasSplit = [targeting.fallthrough, ...targeting.rules.map(({ serve }) => serve)].some(isSplit);
  return {
    ...targeting,
    enabled: true,
    rules: targeting.rules.map((rule) => ({ ...rule, serve: replace(rule.serve) })),
    fallthrough: hasSplit ? replace(targeting.fallthrough) : { variation: winner },
  };
}
