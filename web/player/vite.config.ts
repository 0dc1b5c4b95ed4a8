import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

// The licences of what ends up in the bundle go with it.
function licenses(names: string[]): Plugin {
  return {
    name: 'licenses',
    generateBundle() {
      const source = names
        .map((name) => {
          const dir = new URL(`node_modules/${name}/`, import.meta.url);
          const { version } = JSON.parse(readFileSync(new URL('package.json', dir), 'utf8')) as { version: string };
          return `${name} ${version}\n\n${readFileSync(new URL('LICENSE', dir), 'utf8').trim()}\n`;
        })
        .join(`\n${'-'.repeat(80)}\n\n`);
      this.emitFile({ type: 'asset', fileName: 'licenses.txt', source });
    },
  };
}

// vite build makes the package, whose dependencies are installed beside it; vite build --mode node what a node serves: the player in one file, its
// controls in another one.
export default defineConfig(({ mode }) => ({
  plugins: mode === 'node' ? [licenses(['hls.js', 'media-chrome'])] : [],
  build: {
    target: 'es2022',
    emptyOutDir: false, // the types are there
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000, // hls.js alone is 600 kB
    modulePreload: false,
    ...(mode === 'node'
      ? { rollupOptions: { input: 'src/index.ts', output: { entryFileNames: 'millrace-player.js', chunkFileNames: 'chunks/[name]-[hash].js' } } }
      : { lib: { entry: 'src/index.ts', formats: ['es' as const], fileName: 'index' }, rollupOptions: { external: [/^hls\.js/, /^media-chrome/] } }),
  },
}));
