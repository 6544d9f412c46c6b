import type { Refused } from '@qiangji/kernel/base/decision.ts'
import { type Fen, fen } from '@qiangji/kernel/base/money.ts'
import type { AllocationForm } from '@qiangji/kernel/fund/allocation.ts'
import { type AllocationLine, linesOf, type Place } from '@qiangji/kernel/fund/allocation-line.ts'
import {
  type Computation,
  computationOf,
  type Workings,
  workOut,
} from '@qiangji/kernel/fund/computation.ts'
import type { Fact } from '@qiangji/kernel/fund/fact.ts'
import type { PlanRecipient } from '@qiangji/kernel/fund/plan-recipient.ts'
import { computed, type Ref, shallowRef, watch } from 'vue'

/** What the server gives the editor to compute with. */
export interface PlanGround {
  readonly recipients: readonly PlanRecipient[]
  readonly places: readonly Place[]
  readonly facts: readonly Fact[]
  readonly precedents: readonly {
    readonly organizationId: string
    readonly previous: Fen | null
    readonly earlier: Fen
  }[]
}

/** A plan that was computed, and how long it took in milliseconds. */
export interface Worked {
  readonly form: AllocationForm
  readonly workings: Workings
  readonly computation: Computation
  readonly lines: readonly AllocationLine[]
  readonly took: number
}

const work = (form: AllocationForm, ground: PlanGround): Worked | Refused<string> => {
  const began = performance.now()
  const { recipients, facts, precedents } = ground
  const { pot, parts, rule } = form
  const worked = workOut({ pot, recipients, parts, rule, facts })
  if (!worked.ok) return worked
  const computation = computationOf(worked.value)
  const compared = precedents.every(({ previous }) => previous !== null)
  const lines = linesOf(computation, recipients, {
    previous: compared
      ? new Map(precedents.map((p) => [p.organizationId, p.previous ?? fen(0)]))
      : null,
    earlier: new Map(precedents.map((p) => [p.organizationId, p.earlier])),
  })
  return { form, workings: worked.value, computation, lines, took: performance.now() - began }
}

/** Computes with the kernel while one types; while the form is not a plan the last result stays on screen. */
export const usePlanWork = (form: Ref<AllocationForm | null>, ground: Ref<PlanGround | null>) => {
  const attempt = computed(() =>
    form.value === null || ground.value === null ? null : work(form.value, ground.value),
  )
  const refusal = computed(() =>
    attempt.value !== null && 'refusal' in attempt.value ? attempt.value : null,
  )
  const last = shallowRef<Worked | null>(null)
  watch(
    attempt,
    (now) => {
      if (now !== null && !('refusal' in now)) last.value = now
    },
    { immediate: true },
  )
  return {
    /** The last result. */
    worked: last,
    /** Why the form as it stands cannot be computed. */
    refusal,
    /** Whether the last result is that of the form on screen. */
    fresh: computed(() => attempt.value !== null && attempt.value === last.value),
  }
}
