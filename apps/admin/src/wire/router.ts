export type { AppRouter } from '@qiangji/api/router.ts'
