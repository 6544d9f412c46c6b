import { day } from '@qiangji/kernel/base/day.ts'
import { useSession } from '../frame/session-store.ts'

export const enterDemonstration = (): void => {
  const store = useSession()
  if (store.session) return
  store.enter({
    person: { id: 'demonstration', name: '赵永红', office: '财务资产部', post: '财务审核' },
    organization: { id: 'gs', name: '甘肃省总工会', level: 'province', above: null },
    others: [],
    may: [],
    year: 2024,
    today: day('2024-06-14'),
    demonstration: true,
  })
}
