import { issue, setting } from '../platform/input/setting.ts';

const MAX_MB = 1_000_000;

/** How many flags a process keeps in memory. */
export const rulesetSettings = {
  rulesetsMemoryMb: setting({
    env: 'RULESETS_MEMORY_MB',
    default: '256',
    summary:
      'Megabytes for the flags of projects in use, which a process with an API keeps in memory to evaluate them',
    details:
      'Estimated. Beyond it the projects that were used least recently are read again when they are needed; those with open streams stay.',
    parse: (text) =>
      /^\d{1,7}$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_MB
        ? Number(text)
        : issue(
            `"${text}" is not a number of megabytes. Set a whole number from 1 to ${MAX_MB}, such as 256.`,
          ),
  }),
};
