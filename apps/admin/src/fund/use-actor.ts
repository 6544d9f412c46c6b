import type { Actor } from '@qiangji/kernel/access/actor.ts'
import { computed } from 'vue'
import { useQuery } from '../wire/use-query.ts'

/** Who is here, with the posts and hands of today, as the kernel's rules ask for it. */
export const useActor = () => {
  const me = useQuery((w) => w.access.session.me, {})
  return computed<Actor | null>(() => me.data.value?.actor ?? null)
}
