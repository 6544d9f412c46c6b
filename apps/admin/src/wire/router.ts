import type { initTRPC } from '@trpc/server'

/** Stands in for the type of the API's root router; replace by `export type { AppRouter } from '@qiangji/api/router.ts'`. */
export type AppRouter = ReturnType<ReturnType<typeof initTRPC.create>['router']>
