import type { CodegenConfig } from '@graphql-codegen/cli';

/**
 * Makes a typed document of every operation of the dashboard (npm run dashboard:codegen). The result is committed, because the
 * dashboard is built where the development dependencies are not installed.
 */
const config: CodegenConfig = {
  schema: './schema.graphql',
  documents: ['dashboard/src/**/*.graphql'],
  silent: true,
  generates: {
    'dashboard/src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        enumsAsTypes: true,
        importExtension: '.ts',
        useTypeImports: true,
        onlyOperationTypes: true,
        scalars: { DateTime: 'string', JSON: 'unknown' },
      },
    },
  },
};

export default config;
