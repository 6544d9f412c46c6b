import type { Fixed } from '../engine/column.ts'

export interface NoticeTables {
  notice: {
    id: Fixed<string>
    organization_id: Fixed<string>
    from_name: Fixed<string>
    day: Fixed<string>
    title: Fixed<string>
    path: Fixed<string>
  }
  notice_read: { notice_id: Fixed<string>; person_id: Fixed<string> }
  business_clock: { one: Fixed<number>; today: string }
}
