import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const SERVER = `http://127.0.0.1:${process.env.PORT || '8620'}`
const FORWARDED = ['/trpc', '/api', '/file', '/healthz']

/** The gallery page is only in development and in the `screens` build, which has its own folder. */
// biome-ignore lint/style/noDefaultExport: vite reads the default export
export default defineConfig(({ mode }) => ({
  plugins: [vue()],
  define: { __GALLERY__: JSON.stringify(mode !== 'production') },
  server: {
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(FORWARDED.map((path) => [path, { target: SERVER }])),
  },
  build: {
    target: 'chrome90',
    cssTarget: 'chrome90',
    outDir: mode === 'screens' ? 'e2e/dist' : 'dist',
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 2048,
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'vue',
              test: /node_modules[\\/](@vue|vue|vue-router|pinia|vue-i18n|@intlify)[\\/]/,
            },
            { name: 'wire', test: /node_modules[\\/](@trpc|@tanstack)[\\/]/ },
            { name: 'zod', test: /node_modules[\\/]zod[\\/]/ },
          ],
        },
      },
    },
  },
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'] },
}))
