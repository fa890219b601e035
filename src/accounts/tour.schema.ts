/** The tour of the dashboard: whether a person has closed it. Kept with the user, so that it holds in every browser. */

import { z } from 'zod';
import { mayHoldTokens } from '../access/permissions.ts';
import type { Actor } from '../access/viewer.ts';
import { builder } from '../graphql/builder.ts';
import { commandField } from '../graphql/command-field.ts';
import { commandPayloads } from '../graphql/command-payload.ts';
import type { App } from '../platform/app.ts';
import { parseInput } from '../platform/input/input.ts';
import { query } from '../platform/postgres/query.ts';
import { ViewerType } from './viewer.schema.ts';

const choice = z.object({ closed: z.boolean() });

async function setTourClosed(app: App, { id }: Actor, input: unknown): Promise<{ closed: boolean }> {
  const { closed } = parseInput(choice, input);
  await query(app.database.pool)
    .updateTable('users')
    .set({ tourClosedAt: closed ? app.now() : null })
    .where('id', '=', id)
    .execute();
  return { closed };
}

builder.objectField(ViewerType, 'tourClosed', (t) =>
  t.boolean({
    description: 'Whether the viewer has closed the tour of the dashboard. true for a client key.',
    resolve: async ({ actor }, _args, { app }) => {
      const user = await app.database.prisma.user.findUnique({
        where: { id: actor.id },
        select: { tourClosedAt: true },
      });
      return user?.tourClosedAt !== null;
    },
  }),
);

commandField('setTourClosed', {
  may: mayHoldTokens,
  description: 'Closes the tour of the dashboard for the viewer, or opens it again.',
  input: builder.inputType('SetTourClosedInput', {
    description: 'Whether the tour is closed.',
    fields: (t) => ({
      closed: t.boolean({ required: true, description: 'true closes the tour, false opens it again.' }),
    }),
  }),
  payload: commandPayloads<{ closed: boolean }>((t) => ({
    closed: t.exposeBoolean('closed', { description: 'Whether the tour is closed now.' }),
  }))('SetTourClosedPayload', 'Result of closing or opening the tour.'),
  run: setTourClosed,
});
