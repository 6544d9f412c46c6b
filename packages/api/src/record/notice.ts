import { accept } from '@qiangji/kernel/base/decision.ts'
import { Notice, NoticeId } from '@qiangji/kernel/record/notice.ts'
import { countUnread, listNotices, markRead } from '@qiangji/store/record/notice.ts'
import { z } from 'zod'
import { Nothing } from '../frame/nothing.ts'
import { cut, PAGE_ASK, page, readCursor } from '../frame/page.ts'
import { command, query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'

const list = query(
  {
    input: z.strictObject(PAGE_ASK),
    output: page(Notice),
    scoped: 'own',
    rest: 'GET /record/notices',
  },
  async ({ db, actor, input }) => {
    const rows = await listNotices(db, {
      organizationId: actor.organization.organizationId,
      personId: actor.personId,
      before: readCursor(z.tuple([z.string(), z.string()]), input.cursor),
      limit: input.limit + 1,
    })
    return cut(rows, input.limit, (row) => [row.day, row.id])
  },
)

const unread = query(
  { input: Nothing, output: z.strictObject({ count: z.int().min(0) }), scoped: 'own' },
  async ({ db, actor }) => ({
    count: await countUnread(db, actor.organization.organizationId, actor.personId),
  }),
)

const read = command(
  {
    input: z.strictObject({ ids: z.array(NoticeId).min(1).max(200) }),
    output: z.null(),
    scoped: 'own',
    rest: 'POST /record/notices/read',
  },
  async ({ tx, actor, input }) => {
    await markRead(tx, actor.organization.organizationId, actor.personId, input.ids)
    return accept(null)
  },
)

export const notice = router({ list, unread, read })
