import { accept, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import { may } from '@qiangji/kernel/permissions.ts'
import { FileId, FileRef, StoredFile } from '@qiangji/kernel/record/file.ts'
import { newId } from '@qiangji/store/engine/new-id.ts'
import { addFile, findFileWithin } from '@qiangji/store/record/file.ts'
import { z } from 'zod'
import { guarded, originOf } from '../frame/admit.ts'
import type { Context } from '../frame/context.ts'
import { perform } from '../frame/perform.ts'
import { query } from '../frame/procedure.ts'
import { Refusal, turnAway } from '../frame/refusal.ts'
import { router } from '../frame/trpc.ts'

/** A file that one uploaded, or that a record within one's reach shows. */
const get = query(
  {
    input: z.strictObject({ id: FileId }),
    output: FileRef,
    scoped: 'body',
    subject: (input) => input.id,
    witnessed: true,
  },
  async ({ db, actor, input }) =>
    (await findFileWithin(db, input.id, {
      personId: actor.personId,
      path: actor.organization.path,
    })) ?? refuse('NOT_FOUND'),
)

export const file = router({ get })

export const UPLOAD = 'record.file.upload'

/** Whether the caller may upload at all: asked before a byte is read. */
export const mayUpload = (ctx: Context): Decision<true, string> => {
  if (!ctx.actor) return refuse('SIGN_IN_REQUIRED')
  if (!may(ctx.actor, 'record.file.get')) return refuse('NOT_FOUND')
  return ctx.requestId === null ? refuse('REQUEST_ID_MISSING') : accept(true)
}

/**
 * Registers bytes that the server itself has stored. No procedure does this: whoever could name a hash
 * could read the file behind it.
 */
export const registerFile = (
  ctx: Context,
  stored: Pick<FileRef, 'hash' | 'size' | 'kind' | 'name'>,
): Promise<FileRef> =>
  guarded(ctx, UPLOAD, async () => {
    const actor = ctx.actor ?? turnAway(new Refusal('SIGN_IN_REQUIRED'))
    const { organizationId } = actor.organization
    const answer = await perform(
      ctx,
      {
        actor: actor.personId,
        requestId: ctx.requestId ?? turnAway(new Refusal('REQUEST_ID_MISSING')),
        name: UPLOAD,
        organization: organizationId,
        subject: null,
        input: stored,
        today: await ctx.clock.today(),
        origin: originOf(ctx),
      },
      async (tx) => {
        const at = new Date(ctx.clock.now()).toISOString()
        const ref = FileRef.parse({ id: newId(FileId), ...stored })
        await addFile(
          tx,
          StoredFile.parse({ ...ref, uploadedBy: actor.personId, organizationId, at }),
        )
        return accept(ref)
      },
    )
    return answer.ok ? answer.value : turnAway(new Refusal(answer.refusal, answer.facts))
  })
