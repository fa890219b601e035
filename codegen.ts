import type { CodegenConfig } from '@graphql-codegen/cli';

/** Prints the schema and makes a typed document of every operation that the tests send. */
const config: CodegenConfig = {
  schema: './src/http/yoga/schema.ts',
  documents: ['test/**/*.ts'],
  ignoreNoDocuments: true,
  silent: true,
  generates: {
    'generated/graphql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        enumsAsTypes: true,
        importExtension: '.ts',
        useTypeImports: true,
        scalars: { DateTime: 'string', JSON: 'unknown' },
      },
    },
  },
};

export default config;
