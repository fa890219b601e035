/**
 * npm run docs:print writes the examples and the table of docs/integrations.md between their markers; npm run docs:check
 * fails when they are not what the code makes.
 */

import { readFile, writeFile } from 'node:fs/promises';
import { DEFAULT_IN_FLIGHT } from '#src/deliveries/queue/line.ts';
import { type AnyProvider, providers } from '#src/integrations/providers/registry.ts';
import { type Example, exampleRequest, examples } from './integration-examples.ts';
import { layOutJson } from './lay-out-json.ts';

const file = new URL('../docs/integrations.md', import.meta.url);
const present = await readFile(file, 'utf8');
const printed = examples.reduce(
  (page, example) => replaceBlock(page, `example:${example.name}`, printExample(example)),
  replaceBlock(present, 'providers', printProviders()),
);

if (!process.argv.includes('--check')) {
  await writeFile(file, printed);
} else if (present !== printed) {
  console.error('docs/integrations.md does not show what the code makes. Write it anew: npm run docs:print');
  process.exit(1);
}

function replaceBlock(page: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`docs/integrations.md needs ${begin} and, below it, ${end}.`);
  return `${page.slice(0, from)}${begin}\n${content}\n${page.slice(to)}`;
}

function printExample(example: Example): string {
  const { method, url, headers, body } = exampleRequest(example);
  const head = [`${method} ${url}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  return ['```http', ...head, '', layOutJson(JSON.parse(body ?? 'null')), '```'].join('\n');
}

function printProviders(): string {
  const rows = Object.entries(providers).map(([name, provider]) => {
    const { label, limits, targets, digest, check }: AnyProvider = provider as AnyProvider;
    return [
      `[${label}](#${label.toLowerCase().replaceAll(' ', '-')})`,
      `\`${name}\``,
      targets ? 'one for each target' : 'one',
      `${limits.bodyBytes.toLocaleString('en')} bytes`,
      limits.maxAgeMs === undefined ? 'any' : `${limits.maxAgeMs / 3_600_000} hours`,
      limits.perSecond === undefined ? 'any' : `${limits.perSecond} a second${targets ? ' and target' : ''}`,
      [
        limits.inFlight ?? DEFAULT_IN_FLIGHT,
        ...(limits.inFlightPerTarget ? [`${limits.inFlightPerTarget} for each target`] : []),
      ].join(', '),
      digest ? 'yes' : 'no',
      check ? 'yes' : 'no',
    ];
  });
  const head = [
    'Provider',
    'Field',
    'Deliveries per event',
    'Largest body',
    'Oldest event',
    'Requests',
    'At a time',
    'Digests',
    'Connection check',
  ];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
