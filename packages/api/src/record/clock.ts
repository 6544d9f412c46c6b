import { workingDays } from '@qiangji/gazetteer/working-days.ts'
import { Day } from '@qiangji/kernel/base/day.ts'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { AdvanceClock, advanced } from '@qiangji/kernel/record/business-clock.ts'
import { readClock, setClock } from '@qiangji/store/record/business-clock.ts'
import { z } from 'zod'
import { command } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'

/** 演示时钟: any demonstration user may move it forward by working days. It moves only the business day. */
const advance = command(
  {
    input: AdvanceClock,
    output: z.strictObject({ today: Day }),
    scoped: 'own',
    rest: 'POST /record/clock/advance',
  },
  async ({ tx, input }) => {
    const now = await readClock(tx)
    if (now === null) return refuse('NO_DEMONSTRATION')
    const next = advanced(workingDays, now, input.workingDays)
    if (!next.ok) return next
    await setClock(tx, next.value)
    return accept({ today: next.value })
  },
)

export const clock = router({ advance })
