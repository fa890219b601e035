/** Tags, owners and attributes of a project, for filters and editors. */

import { builder } from '../../graphql/builder.ts';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../graphql/field-cost.ts';
import { ProjectType } from '../../projects/project.schema.ts';
import { type WordInUse, wordsInUse } from './words-in-use.ts';

function wordType(name: string, description: string, word: string) {
  return builder.objectRef<WordInUse>(name).implement({
    description,
    fields: (t) => ({
      name: t.exposeString('name', { description: word }),
      flagCount: t.exposeInt('flagCount', {
        description: 'Number of flags of the project that use it, archived ones included.',
      }),
    }),
  });
}

const TagType = wordType('Tag', 'A tag of flags.', 'The tag.');
const FlagOwnerType = wordType('FlagOwner', 'Somebody who owns flags.', 'The person or team.');
const AttributeType = wordType(
  'Attribute',
  'An attribute of evaluation contexts that rules or rollouts use.',
  'Name of the attribute.',
);

builder.prismaObjectFields(ProjectType, (t) => {
  const words = (name: 'tags' | 'owners' | 'attributes', type: typeof TagType, description: string) =>
    t.field({
      type: [type],
      description: `${description} The most used first.`,
      args: {
        search: t.arg.string({ description: 'Part of the name. Not case-sensitive. Default: all.' }),
        first: t.arg.int({
          description: `Number of entries. Default ${DEFAULT_PAGE_SIZE}, at most ${MAX_PAGE_SIZE}.`,
        }),
      },
      resolve: ({ id }, args, { app }) => wordsInUse(app, id, name, args),
    });
  return {
    tags: words('tags', TagType, 'Tags of the flags.'),
    owners: words('owners', FlagOwnerType, 'Owners of the flags.'),
    attributes: words(
      'attributes',
      AttributeType,
      'Attributes that the rules and rollouts of the flags use, in any environment.',
    ),
  };
});
