import { PersonId } from '@qiangji/kernel/access/person.ts'
import { day } from '@qiangji/kernel/base/day.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { useSession } from '../frame/session-store.ts'

const ID = '0'.repeat(20)

export const enterDemonstration = (): void => {
  const store = useSession()
  if (store.session) return
  store.enter({
    person: {
      id: 'demonstration',
      name: '赵永红',
      posts: [
        { post: 'finance-reviewer', from: null },
        { post: 'programme-reviewer', from: { personId: PersonId.parse(ID), name: '李建国' } },
      ],
      passwordDue: false,
    },
    organization: {
      id: OrganizationId.parse(ID),
      code: '62',
      name: '甘肃省总工会',
      shortName: '甘肃',
      kind: 'province',
      level: 'province',
      path: '/62/',
      parentId: null,
      prefectureId: null,
      countyId: null,
      revision: 0,
    },
    above: null,
    may: [],
    year: 2024,
    today: day('2024-06-14'),
    demonstration: true,
  })
}
