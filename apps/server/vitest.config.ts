import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The model takes longest: begun first, it does not run alone at the end. */
class ModelFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isModel = (file: TestSpecification) => file.moduleId.includes('ledger-model')
    return [...sorted.filter(isModel), ...sorted.filter((file) => !isModel(file))]
  }
}

// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: {
    globalSetup: ['@qiangji/store/test-cluster'],
    maxWorkers: 2,
    sequence: { sequencer: ModelFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
