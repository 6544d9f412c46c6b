import { createServer } from 'node:http'
import { accountOf, bareLedger, openBare } from './bare-ledger.ts'
import { BARE_PAGE } from './bare-page.ts'

/** What the same work costs with nothing around it: no access, no request row, no audit, no checks. */
const [file = '', fundId = '', countyId = ''] = process.argv.slice(2)
const db = openBare(file)
const page = db.prepare(BARE_PAGE)
const ledger = bareLedger(db, fundId, '2024-03-11')
const leg = () => ({
  from: accountOf(db, fundId, countyId, 'held'),
  to: accountOf(db, fundId, countyId, 'occupied'),
})
let known: ReturnType<typeof leg> | null = null

const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => {
    response.setHeader('content-type', 'application/json')
    if (request.method === 'GET') {
      response.end(JSON.stringify({ rows: page.all(fundId, countyId, 51).slice(0, 50) }))
      return
    }
    known ??= leg()
    ledger.post(known, 'occupy', 1)
    response.end('{"ok":true}')
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object') process.stdout.write(`http://127.0.0.1:${address?.port}\n`)
})
process.once('SIGTERM', () => process.exit(0))
