import { flagUrl } from '../flags/flag-url.ts';
import { builder } from '../graphql/builder.ts';
import { describedEnum } from '../graphql/described-enum.ts';
import { tokenMissing } from '../graphql/refusals.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { type HitKind, MAX_HITS, type SearchHit, search } from './search.ts';
import { subjectUrl } from './subject-url.ts';

const MAX_TEXT = 200;

const HitKindEnum = describedEnum<HitKind>('SearchHitKind', 'Kind of thing that a search found.', {
  FLAG: 'A flag.',
  CHANGE_REQUEST: 'A change request.',
  EXPERIMENT: 'An experiment.',
  INTEGRATION: 'An integration.',
});

const SearchHitType = builder.objectRef<SearchHit>('SearchHit').implement({
  description: 'Something that a search found.',
  fields: (t) => ({
    kind: t.expose('kind', { type: HitKindEnum, description: 'What it is.' }),
    id: t.exposeID('id', { description: 'Its id, for `node`.' }),
    title: t.exposeString('title', { description: 'Its name or title.' }),
    subtitle: t.exposeString('subtitle', {
      description:
        'The key of a flag; of a change request or an experiment the key of its flag; of an integration its provider.',
    }),
    project: t.prismaField({
      type: 'Project',
      description: 'Its project.',
      resolve: (query, { projectId }, _args, { app }) =>
        app.database.prisma.project.findUniqueOrThrow({ ...query, where: { id: projectId } }),
    }),
    url: t.string({
      description: 'Address of its page.',
      resolve: ({ kind, projectKey, subtitle, id }, _args, { app }) =>
        kind === 'FLAG'
          ? flagUrl(app.publicUrl, projectKey, subtitle)
          : subjectUrl(app.publicUrl, projectKey, id),
    }),
  }),
});

builder.queryField('search', (t) =>
  t.field({
    type: [SearchHitType],
    description: `Flags by name, key, description, owner and tags, change requests by title, and experiments and integrations by name, in all projects that the viewer may read. What begins with the text comes first. A text of spaces finds nothing. Fails with INVALID_INPUT if the text is longer than ${MAX_TEXT} characters or \`first\` is not 1 to ${MAX_HITS}.`,
    args: {
      text: t.arg.string({
        required: true,
        description: `Text that the names contain, in upper or lower case, at most ${MAX_TEXT} characters.`,
      }),
      projectKey: t.arg.string({ description: 'Key of the project whose hits come first.' }),
      first: t.arg.int({
        defaultValue: 20,
        required: true,
        description: `The most hits to give, 1 to ${MAX_HITS}.`,
      }),
    },
    complexity: ({ first }) => ({ field: 200, multiplier: Math.min(Math.max(first, 1), MAX_HITS) }),
    resolve: (_root, { text, projectKey, first }, { app, viewer }) => {
      if (!viewer) throw tokenMissing();
      const issues = [
        ...(text.length > MAX_TEXT ? [{ path: 'text', message: `at most ${MAX_TEXT} characters` }] : []),
        ...(first < 1 || first > MAX_HITS ? [{ path: 'first', message: `must be 1 to ${MAX_HITS}` }] : []),
      ];
      if (issues.length > 0) throw new InvalidInputError(issues);
      return search(app, viewer, { text, projectKey: projectKey ?? null, first });
    },
  }),
);
