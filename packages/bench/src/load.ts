import { Agent, request } from 'node:http'

export interface Call {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** Sends the call on one connection and gives what came back. */
export const send = (url: string, call: Call, agent?: Agent): Promise<Sent> =>
  new Promise((resolve, reject) => {
    const sent = request(
      `${url}${call.path}`,
      { method: call.method, headers: call.headers, ...(agent ? { agent } : {}) },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            text: Buffer.concat(chunks).toString(),
            cookie: response.headers['set-cookie']?.[0]?.split(';')[0] ?? null,
          }),
        )
        response.on('error', reject)
      },
    )
    sent.on('error', reject)
    sent.end(call.body)
  })

export interface Sent {
  readonly status: number
  readonly text: string
  readonly cookie: string | null
}

/** Answers a second with so many connections, each asking again as soon as it is answered. */
export const ratePerSecond = async (
  url: string,
  connections: number,
  count: number,
  callOf: (number: number) => Call,
): Promise<number> => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  let next = 0
  const start = performance.now()
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < count) {
        const { status, text } = await send(url, callOf(next++), agent)
        if (status !== 200) throw new Error(`answered ${status}: ${text.slice(0, 200)}`)
      }
    }),
  )
  const seconds = (performance.now() - start) / 1000
  agent.destroy()
  return count / seconds
}
