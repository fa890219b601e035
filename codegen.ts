import type { CodegenConfig } from '@graphql-codegen/cli';

const scalars = { DateTime: 'string', JSON: 'unknown' };

/** Makes a typed document of every operation that the tests and the dashboard send. */
const config: CodegenConfig = {
  schema: './src/http/yoga/schema.ts',
  ignoreNoDocuments: true,
  silent: true,
  generates: {
    'generated/graphql/': {
      documents: ['test/**/*.ts'],
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: { enumsAsTypes: true, importExtension: '.ts', useTypeImports: true, scalars },
    },
    // Committed, because the dashboard is built where the development dependencies are not installed.
    'dashboard/src/gql/': {
      documents: ['dashboard/src/**/*.graphql'],
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        enumsAsTypes: true,
        importExtension: '.ts',
        useTypeImports: true,
        onlyOperationTypes: true,
        scalars,
      },
    },
  },
};

export default config;
