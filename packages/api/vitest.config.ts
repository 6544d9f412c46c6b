import { defineConfig } from 'vitest/config'

// A shared machine is slow at times: a test that hangs is stopped, one that waits for its turn is not.
// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({ test: { maxWorkers: 2, testTimeout: 60_000, hookTimeout: 60_000 } })
