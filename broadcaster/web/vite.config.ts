import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

// The licences of what ends up in the bundles go with them.
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

export default defineConfig({
  appType: 'mpa',
  plugins: [licenses(['hls.js', 'media-chrome'])],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // the content security policy allows no data: URLs for scripts and styles
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000, // hls.js alone is 600 kB
    rollupOptions: { input: ['index.html', 'watch.html', 'embed.html'] },
  },
});
