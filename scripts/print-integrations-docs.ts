/**
 * npm run docs:print writes the examples and the table of docs/integrations.md between their markers; npm run docs:check
 * fails when they do not match the code.
 */

import { DEFAULT_IN_FLIGHT } from '#src/deliveries/queue/claim-due.ts';
import { type AnyProvider, providers } from '#src/integrations/providers/registry.ts';
import { type Example, exampleRequest, examples } from './integration-examples.ts';
import { layOutJson } from './lay-out-json.ts';
import { replaceBlock, writeOrCheck } from './printed-block.ts';

await writeOrCheck([{ name: 'docs/integrations.md', print: printPage }], 'docs:print');

function printPage(present: string): string {
  const blocks = [
    { name: 'providers', content: printProviders() },
    ...examples.map((example) => ({ name: `example:${example.name}`, content: printExample(example) })),
  ];
  return blocks.reduce(
    (page, { name, content }) => replaceBlock(page, `<!-- ${name} -->`, `<!-- /${name} -->`, content),
    present,
  );
}

function printExample(example: Example): string {
  const { method, url, headers, body } = exampleRequest(example);
  const head = [`${method} ${url}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  return ['```http', ...head, '', layOutJson(JSON.parse(body ?? 'null')), '```'].join('\n');
}

function printProviders(): string {
  const rows = Object.entries(providers).map(([name, provider]) => {
    const { label, limits, targets, connectionTest, ...rest } = provider as AnyProvider;
    const digest = rest.kind === 'http' ? rest.digest : undefined;
    return [
      `[${label}](#${label.toLowerCase().replaceAll(' ', '-')})`,
      `\`${name}\``,
      targets ? 'one per target' : 'one',
      `${limits.bodyBytes.toLocaleString('en')} bytes`,
      limits.maxAgeMs === undefined ? 'any' : `${limits.maxAgeMs / 3_600_000} hours`,
      limits.perSecond === undefined
        ? 'none'
        : `${limits.perSecond} per second${targets ? ' and target' : ''}`,
      [
        limits.inFlight ?? DEFAULT_IN_FLIGHT,
        ...(limits.inFlightPerTarget ? [`${limits.inFlightPerTarget} per target`] : []),
      ].join(', '),
      digest ? 'yes' : 'no',
      connectionTest ? 'yes' : 'no',
    ];
  });
  const head = [
    'Provider',
    'Field',
    'Deliveries per event',
    'Largest body',
    'Oldest event',
    'Rate limit',
    'In flight',
    'Digests',
    'Connection check',
  ];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
