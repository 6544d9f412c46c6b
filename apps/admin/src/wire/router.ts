/** The contract: the type of the API's root router. Nothing of the server reaches the browser. */
export type { AppRouter } from '@qiangji/api/router.ts'
