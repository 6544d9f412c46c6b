import { defineConfig } from 'vitest/config'

// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: {
    globalSetup: ['./test/postgres-cluster.ts'],
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // A test waits for PostgreSQL half of its time: two files side by side keep two cores busy.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
