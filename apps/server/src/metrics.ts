import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

export interface Metrics {
  /** One finished request; `line` is a fixed name, never a path with ids in it. */
  finished(line: string, status: number, seconds: number): void
  text(): Promise<string>
}

export const openMetrics = (): Metrics => {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const requests = new Counter({
    name: 'qiangji_requests_total',
    help: 'Finished requests by procedure or line and status',
    labelNames: ['line', 'status'],
    registers: [register],
  })
  const seconds = new Histogram({
    name: 'qiangji_request_seconds',
    help: 'Time to answer',
    labelNames: ['line'],
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers: [register],
  })
  return {
    finished: (line, status, taken) => {
      requests.inc({ line, status })
      seconds.observe({ line }, taken)
    },
    text: () => register.metrics(),
  }
}
