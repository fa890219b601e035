import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Paths are relative, so that the dashboard works below the path of PUBLIC_URL: the server completes those of index.html. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react(), theme(), compressed()],
  build: {
    target: 'es2024',
    // What the Content-Security-Policy forbids: inline scripts and data: URLs of scripts and fonts.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: {
    // A running server: npm start. Its cookie needs requests that look as if they came from its own pages.
    proxy: {
      '^/(graphql|session|icon.svg)': { target: 'http://localhost:4000', ws: true, changeOrigin: true },
    },
  },
});

/** Puts the choice of light or dark before the first paint: a classic script, which blocks it. */
function theme(): Plugin {
  return {
    name: 'theme',
    transformIndexHtml: () => [{ tag: 'script', attrs: { src: './theme.js' }, injectTo: 'head' }],
  };
}

/** Writes .br and .gz beside each text file, so that the server compresses nothing while it answers. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const files = Object.values(bundle).filter(({ fileName }) => /\.(js|css)$/.test(fileName));
        await Promise.all(
          files.map(async (file) => {
            const source = Buffer.from(file.type === 'chunk' ? file.code : file.source);
            const [br, gz] = await Promise.all([
              promisify(brotliCompress)(source, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
              promisify(gzip)(source, { level: 9 }),
            ]);
            this.emitFile({ type: 'asset', fileName: `${file.fileName}.br`, source: br });
            this.emitFile({ type: 'asset', fileName: `${file.fileName}.gz`, source: gz });
          }),
        );
      },
    },
  };
}
