import { POSTS } from '@qiangji/kernel/access/post.ts'
import { BillId, type BillKind } from '@qiangji/kernel/fund/approval.ts'
import { computed } from 'vue'
import { useQuery } from '../wire/use-query.ts'

/** What is known of the signatures of a bill; `lock` says why it may not be released yet, '' when nothing is missing. */
export const useApproval = (
  asked: () => { readonly bill: BillKind; readonly id: string } | null,
) => {
  const read = useQuery(
    (w) => w.fund.approval.of,
    () => {
      const bill = asked()
      return bill && { bill: bill.bill, id: BillId.parse(bill.id) }
    },
    { keep: false },
  )
  const view = computed(() => read.data.value ?? null)
  const lock = computed(() => {
    const missing = view.value?.missing ?? []
    return missing.length === 0
      ? ''
      : `还须${missing.map((post) => POSTS[post].name).join('、')}签批同意`
  })
  return { view, lock }
}
