/** The settings of sessions: how long a browser stays signed in. */

import { issue, type SettingValues, setting } from '../../platform/input/setting.ts';

/** Beyond a year, an access token says better what is meant. */
const MAX_HOURS = 8_760;

export const sessionSettings = {
  sessionHours: hours({
    env: 'SESSION_HOURS',
    default: '168',
    summary: 'Hours after which a session of the dashboard ends, used or not',
    details: 'The next sign-in begins a new one.',
  }),
  sessionIdleHours: hours({
    env: 'SESSION_IDLE_HOURS',
    default: '12',
    summary: 'Hours without use after which a session of the dashboard ends',
    details: 'Queries and mutations are use; a page that only watches live events is not used.',
  }),
};

export type SessionSettings = SettingValues<typeof sessionSettings>;

function hours(row: { env: string; default: string; summary: string; details: string }) {
  return setting({
    ...row,
    parse: (text) =>
      /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_HOURS
        ? Number(text)
        : issue(
            `"${text}" is not a number of hours. Set a whole number from 1 to ${MAX_HOURS}, such as ${row.default}.`,
          ),
  });
}
