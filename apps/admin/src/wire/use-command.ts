import { useMutation, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { type Sends, type Wire, wire } from './client.ts'
import { type Fault, faultOf, isUnanswered, sentenceOfFault } from './fault.ts'
import { pressIds } from './request-id.ts'

/** What a press came to. The fault is also in `command.fault`, for the place under the button. */
export type Outcome<O> =
  | { readonly ok: true; readonly value: O }
  | { readonly ok: false; readonly fault: Fault }

export interface CommandOptions {
  /** Mechanisms that are read again after a yes or a refusal, such as `['fund', 'record']`; default: everything on screen. */
  readonly touches?: readonly string[]
}

/**
 * One button's command. `run` never throws: it gives the answer or the fault.
 *
 *     const approve = useCommand((w) => w.fund.allocation.approve)
 *     const outcome = await approve.run({ id, revision })
 */
export const useCommand = <I, O>(
  pick: (wire: Wire) => Sends<I, O>,
  options: CommandOptions = {},
) => {
  const ids = pressIds()
  const cache = useQueryClient()
  const refresh = () =>
    Promise.all(
      (options.touches ?? [null]).map((first) =>
        cache.invalidateQueries(first === null ? {} : { queryKey: [first] }),
      ),
    )
  const sending = useMutation({
    mutationFn: (press: { input: I; requestId: string }) =>
      pick(wire).mutate(press.input, { context: { requestId: press.requestId } }),
  })
  const run = async (input: I): Promise<Outcome<O>> => {
    const requestId = ids.idFor(input)
    try {
      const value = await sending.mutateAsync({ input, requestId })
      ids.answered()
      void refresh()
      return { ok: true, value }
    } catch (error) {
      const fault = faultOf(error)
      if (!isUnanswered(fault)) {
        ids.answered()
        // what is on screen was old: somebody else has done it, changed it or used the money
        if (fault.kind === 'refused' || fault.kind === 'changed') void refresh()
      }
      return { ok: false, fault }
    }
  }
  const fault = computed<Fault | null>(() =>
    sending.error.value === null ? null : faultOf(sending.error.value),
  )
  return {
    run,
    busy: sending.isPending,
    fault,
    /** '' while the sign-in asks: afterwards the same press may be made again. */
    sentence: computed(() =>
      fault.value === null || fault.value.kind === 'expired' ? '' : sentenceOfFault(fault.value),
    ),
    /** Takes the last fault off the screen. */
    clear: sending.reset,
  }
}
