/**
 * npm run settings:print writes .env.example, and the settings in README.md and compose.yaml between their markers;
 * npm run settings:check fails when they do not match the code.
 */

import { settingGroups } from '#src/app/settings.ts';
import type { Setting } from '#src/platform/input/setting.ts';
import { replaceBlock, writeOrCheck } from './printed-block.ts';

const WIDTH = 120;

/** What compose.yaml sets by itself, or the image has. */
const SET_BY_COMPOSE = ['DATABASE_URL', 'REDIS_URL', 'GOGREEN_ROLE', 'HOST', 'PORT', 'DATA_DIR'];

const rows = settingGroups.flatMap(({ settings }) => Object.values(settings));

await writeOrCheck(
  [
    { name: '.env.example', print: () => printEnvExample() },
    {
      name: 'README.md',
      print: (page) => replaceBlock(page, '<!-- settings -->', '<!-- /settings -->', printTable()),
    },
    {
      name: 'compose.yaml',
      print: (text) =>
        replaceBlock(
          text,
          '# Printed by npm run settings:print.',
          '# End of what is printed.',
          printCompose(),
        ),
    },
  ],
  'settings:print',
);

function printEnvExample(): string {
  const head =
    'Every setting of GoGreen, with its default. All are environment variables. A file named .env in the working folder is read as well; the environment takes precedence. An empty value counts as not set. Without any setting GoGreen runs in embedded mode: one process, with a PostgreSQL, a token and a key of its own. Printed by npm run settings:print.';
  const groups = settingGroups.map(({ title, settings }) =>
    [`# ---- ${title} ----`, ...Object.values(settings).map(printExample)].join('\n\n'),
  );
  return `${[comment(head), ...groups].join('\n\n')}\n`;
}

function printExample(row: Setting<unknown>): string {
  const unset = row.unset === undefined ? [] : [`Default: ${plain(row.unset)}.`];
  const required = row.requiredWith ? [`Required together with ${row.requiredWith.join(' or ')}.`] : [];
  const sentences = [`${plain(row.summary)}.`, ...unset, ...required, plain(row.details ?? '')];
  return [
    comment(sentences.join(' ')),
    ...(row.hint ? [comment(row.hint)] : []),
    `# ${row.env}=${row.default || (row.example ?? '')}`,
  ].join('\n');
}

/** Without the marks of Markdown around values. */
function plain(text: string): string {
  return text.replaceAll('`', '');
}

/** Comment lines of at most WIDTH characters. */
function comment(text: string): string {
  const lines = [''];
  for (const word of text.trim().split(' ')) {
    const line = `${lines.at(-1)} ${word}`;
    if (line.length < WIDTH) lines[lines.length - 1] = line;
    else lines.push(` ${word}`);
  }
  return lines.map((line) => `#${line}`).join('\n');
}

function printTable(): string {
  const cells = rows.map((row) => [`\`${row.env}\``, row.unset ?? `\`${row.default}\``, row.summary]);
  return [['Setting', 'Default', 'Meaning'], ['---', '---', '---'], ...cells]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}

function printCompose(): string {
  return rows
    .filter(({ env }) => !SET_BY_COMPOSE.includes(env))
    .map(({ env, requiredWith }) => {
      const isRequired = requiredWith?.includes('DATABASE_URL');
      return `  ${env}: \${${env}${isRequired ? `:?set ${env}, see .env.example` : ':-'}}`;
    })
    .join('\n');
}
