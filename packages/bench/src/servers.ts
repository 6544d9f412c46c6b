import { join } from 'node:path'
import { DEMONSTRATION_PASSWORD } from '@qiangji/server/demonstration/settle.ts'
import { type Child, startChild } from './child.ts'
import { COUNTY, type Ground } from './ground.ts'
import { send } from './load.ts'

const SERVER = join(import.meta.dirname, '../../../apps/server/src/main.ts')
const BARE = join(import.meta.dirname, 'bare-server.ts')

/** Our server as `npm start` runs it, on a copy of the ground or on a folder that is there. */
export const startOurs = (ground: Ground, folder = ground.copy().folder): Promise<Child> =>
  startChild(['--max-semi-space-size=4', SERVER], {
    QIANGJI_DATA: folder,
    QIANGJI_DEMONSTRATION: 'yes',
    QIANGJI_LOG_LEVEL: 'silent',
    QIANGJI_CALLS_PER_MINUTE: '100000000',
    PORT: '0',
  })

export const startBare = (ground: Ground, file = ground.copy().file): Promise<Child> =>
  startChild([BARE, file, ground.fundId, ground.county.id])

/** Headers of the county's clerk, signed in. */
export const signIn = async (url: string): Promise<Readonly<Record<string, string>>> => {
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
  const { cookie, text } = await send(url, {
    method: 'POST',
    path: '/trpc/access.session.login',
    headers,
    body: JSON.stringify({ loginName: `${COUNTY}-caiwu`, password: DEMONSTRATION_PASSWORD }),
  })
  if (cookie === null) throw new Error(`not signed in: ${text}`)
  return { ...headers, cookie }
}
