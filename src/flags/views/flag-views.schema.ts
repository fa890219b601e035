/** The saved views of the flag list. */

import { mayReadProject } from '../../access/permissions.ts';
import { canReadProjectOf } from '../../access/visible-projects.ts';
import { builder } from '../../graphql/builder.ts';
import { commandField } from '../../graphql/command-field.ts';
import { MAX_NAME_LENGTH, shown } from '../../platform/input/limits.ts';
import { ProjectType } from '../../projects/project.schema.ts';
import { PROJECT_KEY } from '../flag-inputs.schema.ts';
import { MAX_VIEW_LENGTH, MAX_VIEWS } from '../limits.ts';
import { deleteFlagView, type FlagView, saveFlagView, viewsOf } from './flag-views.ts';

const SEARCH =
  'What the address of the flag list has after the `?`: filter, order and columns, such as `lifecycle=["STALE"]&order=updated`.';

const FlagViewType = builder.objectRef<FlagView>('FlagView').implement({
  description: 'A view of the flag list that the viewer has saved. Nobody else sees it.',
  authScopes: canReadProjectOf,
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The id, `view_…`.' }),
    name: t.exposeString('name', { description: 'The name, which no other view of the viewer has here.' }),
    search: t.exposeString('search', { description: SEARCH }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was saved first.' }),
  }),
});

builder.prismaObjectField(ProjectType, 'flagViews', (t) =>
  t.field({
    type: [FlagViewType],
    description: `Views of the flag list that the viewer has saved in this project, by name. At most ${MAX_VIEWS}.`,
    resolve: ({ id }, _args, { app, viewer }) => (viewer ? viewsOf(app, viewer.actor.id, id) : []),
  }),
);

commandField('saveFlagView', {
  may: mayReadProject,
  about: ({ projectKey }) => ({ projectKey }),
  description: `Saves a view of the flag list for the viewer. A view of the same name is replaced. A user has at most ${MAX_VIEWS} in a project.`,
  input: builder.inputType('SaveFlagViewInput', {
    description: 'View to save.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: PROJECT_KEY }),
      name: t.string({ required: true, description: `The name, 1 to ${MAX_NAME_LENGTH} characters.` }),
      search: t.string({
        required: true,
        description: `${SEARCH} At most ${shown(MAX_VIEW_LENGTH)} characters; empty for all flags.`,
      }),
    }),
  }),
  payload: builder.objectRef<{ view: FlagView }>('SaveFlagViewPayload').implement({
    description: 'Result of saving a view.',
    fields: (t) => ({ view: t.expose('view', { type: FlagViewType, description: 'The saved view.' }) }),
  }),
  run: saveFlagView,
});

commandField('deleteFlagView', {
  may: mayReadProject,
  about: ({ projectKey }) => ({ projectKey }),
  description: 'Deletes a saved view of the viewer. Does nothing if there is none of that name.',
  input: builder.inputType('DeleteFlagViewInput', {
    description: 'View to delete.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: PROJECT_KEY }),
      name: t.string({ required: true, description: 'The name of the view.' }),
    }),
  }),
  payload: builder.objectRef<{ name: string }>('DeleteFlagViewPayload').implement({
    description: 'Result of the deletion of a view.',
    fields: (t) => ({ name: t.exposeString('name', { description: 'The name of the view.' }) }),
  }),
  run: deleteFlagView,
});
