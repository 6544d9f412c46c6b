import { createHash } from 'node:crypto'
import { day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { FileRef } from '@qiangji/kernel/record/file.ts'
import { useFile } from '@qiangji/store/record/file.ts'
import { describe, expect, test } from 'vitest'
import { kindOf } from '../src/file-kind.ts'
import { auditOf, type Caller, signedIn } from './caller.ts'
import { organizationId, type Stand, stand } from './stand.ts'

const PDF = Buffer.from('%PDF-1.7\n% 演示数据\n%%EOF')

const PNG = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000049454e44ae426082',
  'hex',
)
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex')

const upload = (caller: Caller, bytes: Buffer, name = '回单.pdf', id = 'upload-0000000001') => {
  const form = new FormData()
  form.set('file', new File([new Uint8Array(bytes)], name))
  return caller.fetch('/file', { method: 'POST', body: form, headers: { 'idempotency-key': id } })
}

/** A zip of empty stored entries with these names. */
const zip = (...names: readonly string[]): Buffer => {
  const locals: Buffer[] = []
  const entries: Buffer[] = []
  let at = 0
  for (const name of names.map((one) => Buffer.from(one))) {
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(at, 42)
    locals.push(local, name)
    entries.push(entry, name)
    at += 30 + name.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(names.length, 8)
  end.writeUInt16LE(names.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, directory, end])
}

describe('the kind of a file', () => {
  test.each<[string, Buffer, string | null]>([
    ['a PDF', PDF, 'pdf'],
    ['a PNG', PNG, 'png'],
    ['the mark of a PNG', PNG.subarray(0, 8), null],
    ['a PNG of no width', Buffer.concat([PNG.subarray(0, 16), Buffer.alloc(17)]), null],
    ['a JPEG', JPEG, 'jpeg'],
    ['a JPEG with bytes of its camera behind it', Buffer.concat([JPEG, Buffer.alloc(99)]), 'jpeg'],
    ['the mark of a JPEG', JPEG.subarray(0, 3), null],
    ['a JPEG that never ends', JPEG.subarray(0, -2), null],
    ['an OFD', zip('OFD.xml', 'Doc_0/Document.xml'), 'ofd'],
    ['a workbook', zip('[Content_Types].xml', 'xl/workbook.xml'), 'xlsx'],
    [
      'a workbook with macros',
      zip('[Content_Types].xml', 'xl/workbook.xml', 'xl/vbaProject.bin'),
      null,
    ],
    ['any zip', zip('a.txt'), null],
    ['a zip without its end', zip('OFD.xml').subarray(0, 40), null],
    ['a table', Buffer.from('姓名,金额\n甲,1.00\n'), 'csv'],
    ['a table in GBK', Buffer.from('d0d5c3fb2cbdf0b6ee0a', 'hex'), 'csv'],
    ['a page', Buffer.from('<!doctype html><script>a,b</script>'), null],
    ['a picture that is a page', Buffer.from('<svg xmlns="x"><script>1,2</script></svg>'), null],
    ['a program that looks like text', Buffer.from('MZhello,world'), null],
    ['a script', Buffer.from('#!/bin/sh\necho a,b\n'), null],
    ['a program', Buffer.from('4d5a90000300000004000000ffff', 'hex'), null],
    ['words without columns', Buffer.from('hello\n'), null],
    ['nothing', Buffer.alloc(0), null],
  ])('%s', (_, bytes, kind) => expect(kindOf(bytes)).toBe(kind))
})

describe('an uploaded file', () => {
  test('comes back as it was, under its name, and shown only if it cannot carry a script', async () => {
    const caller = await signedIn(await stand(), 'clerk')
    const response = await upload(caller, PDF, '到账回单.pdf')
    const ref = FileRef.parse(await response.json())
    expect(ref).toMatchObject({
      hash: createHash('sha256').update(PDF).digest('hex'),
      size: PDF.length,
      kind: 'pdf',
      name: '到账回单.pdf',
    })
    const back = await caller.fetch(`/file/${ref.id}`)
    expect(Buffer.from(await back.arrayBuffer())).toEqual(PDF)
    expect(back.headers.get('content-type')).toBe('application/pdf')
    expect(back.headers.get('content-disposition')).toBe(
      `inline; filename="____.pdf"; filename*=UTF-8''${encodeURIComponent('到账回单.pdf')}`,
    )
    expect(back.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    const table = FileRef.parse(
      await (await upload(caller, Buffer.from('a,b\n1,2\n'), 'x.csv', 'upload-0000000002')).json(),
    )
    const csv = await caller.fetch(`/file/${table.id}`)
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment/)
    await csv.text()
  })

  test('sent twice under one id is one file', async () => {
    const s = await stand()
    const caller = await signedIn(s, 'clerk')
    const [a, b] = [
      await (await upload(caller, PDF)).text(),
      await (await upload(caller, PDF)).text(),
    ]
    expect(a).toBe(b)
    expect(await s.store.read.selectFrom('file').select('id').execute()).toHaveLength(1)
  })

  test.each([
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['C:\\temp\\票据.pdf', '票据.pdf'],
    ['fdp.\u202egpj.pdf', 'fdp.gpj.pdf'],
    ['a.exe', 'a.exe.pdf'],
    ['a\u202efdp.exe', 'afdp.exe.pdf'],
    ['A.PDF', 'A.PDF'],
    ['凭证', '凭证.pdf'],
    ['.pdf', 'file.pdf'],
    ['a.pdf.', 'a.pdf..pdf'],
    [`${'长'.repeat(300)}.pdf`, `${'长'.repeat(116)}.pdf`],
  ])('named %s is called %s', async (given, kept) => {
    const caller = await signedIn(await stand(), 'clerk')
    expect(FileRef.parse(await (await upload(caller, PDF, given)).json()).name).toBe(kept)
  })

  test('is not taken when too large, of no known kind, missing, or without a request id', async () => {
    const s = await stand({ QIANGJI_FILE_MEGABYTES: '1' })
    const caller = await signedIn(s, 'clerk')
    const refusal = async (response: Response) => {
      const text = await response.text()
      return [response.status, /"refusal":"(\w+)"/.exec(text)?.[1]]
    }
    const large = Buffer.concat([PDF, Buffer.alloc(1_000_001 - PDF.length)])
    expect(await refusal(await upload(caller, large))).toEqual([413, 'FILE_TOO_LARGE'])
    expect(await refusal(await upload(caller, Buffer.alloc(3_000_000)))).toEqual([413, 'TOO_LARGE'])
    expect(await refusal(await upload(caller, Buffer.from('MZ')))).toEqual([
      422,
      'FILE_KIND_UNKNOWN',
    ])
    expect(await refusal(await upload(caller, PDF, 'a.pdf', 'short'))).toEqual([
      428,
      'REQUEST_ID_MISSING',
    ])
    const empty = await caller.fetch('/file', {
      method: 'POST',
      body: new FormData(),
      headers: { 'idempotency-key': 'upload-0000000009' },
    })
    expect(await refusal(empty)).toEqual([422, 'FILE_MISSING'])
    expect(await s.store.read.selectFrom('file').select('id').execute()).toEqual([])
  })

  test('is not taken from anybody who is not signed in or has no business', async () => {
    const s = await stand()
    const keeper = await signedIn(s, 'keeper')
    expect((await upload(keeper, PDF)).status).toBe(404)
    keeper.cookie = null
    expect((await upload(keeper, PDF)).status).toBe(401)
  })
})

describe('reading a file', () => {
  const show = (s: Stand, fileId: string, code: string) =>
    s.store.command(
      {
        actor: 'system',
        requestId: `show-${code}-000000000000`,
        name: 'test.show',
        organization: null,
        subject: null,
        input: null,
        today: day('2024-03-11'),
        origin: { address: 'local', session: null },
      },
      async (tx) =>
        accept(
          await useFile(tx, {
            fileId,
            noun: 'spending',
            recordId: code,
            organizationId: organizationId(code),
          }),
        ),
    )

  test('is for its sender, and then for whoever may read the record that shows it', async () => {
    const s = await stand()
    const clerk = await signedIn(s, 'clerk')
    const { id } = FileRef.parse(await (await upload(clerk, PDF)).json())
    const status = async (name: string) => {
      const response = await (await signedIn(s, name)).fetch(`/file/${id}`)
      await response.arrayBuffer()
      return response.status
    }
    expect([await status('clerk'), await status('deputy'), await status('cashier')]).toEqual([
      200, 404, 404,
    ])
    await show(s, id, '621022')
    expect([await status('deputy'), await status('cashier'), await status('sibling')]).toEqual([
      200, 200, 404,
    ])
    expect(await status('keeper')).toBe(404)
    const reads = (await auditOf(s)).filter((row) => row.act === 'record.file.get')
    expect(reads.map((row) => row.result)).toEqual([
      'accepted',
      'denied',
      'denied',
      'accepted',
      'accepted',
      'denied',
      'denied',
    ])
  })
})
