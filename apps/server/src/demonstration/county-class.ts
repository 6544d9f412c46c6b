import type { Organization } from '@qiangji/kernel/organization/organization.ts'

/** 演示分类: invented, so that the 2023 plan by class has 22 + 34 + 32 recipients. */
export type DemonstrationClass = '一类' | '二类' | '三类'

const FIRST = new Set(['621022', '621023', '620422', '621126', '621223', '621121'])
const FIRST_PREFECTURES = ['6229', '6230']
const THIRD_PREFECTURES = ['6201', '6202', '6203', '6207', '6209']

const isDistrict = (o: Organization): boolean => /区总工会$/.test(o.name)

export const classOf = (o: Organization): DemonstrationClass => {
  const prefecture = o.code.slice(0, 4)
  if (FIRST.has(o.code) || FIRST_PREFECTURES.includes(prefecture)) return '一类'
  const third =
    THIRD_PREFECTURES.includes(prefecture) ||
    (isDistrict(o) && ['6204', '6205', '6206', '6208', '6210'].includes(prefecture))
  return third ? '三类' : '二类'
}
