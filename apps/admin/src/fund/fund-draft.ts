import type { Day } from '@qiangji/kernel/base/day.ts'
import type { Fen } from '@qiangji/kernel/base/money.ts'
import { type Fund, FundForm, type FundSource } from '@qiangji/kernel/fund/fund.ts'
import type { Problem } from './plan-draft.ts'

/** What stands in the fields of a fund. */
export interface FundDraft {
  year: number
  name: string
  source: FundSource
  edition: string
  code: string
  subject: string
  department: string
  basis: string
  uses: { code: string; name: string }[]
  prohibitions: { name: string; words: string; source: string }[]
  aged: boolean
  years: number
  ageSource: string
  publicity: boolean
  quotaUnit: Fen | null
  previous: string
  /** Of a new fund: whom its list begins with, and since when. */
  recipients: 'counties' | 'fund' | 'none'
  since: Day | null
}

export const emptyFund = (year: number, since: Day): FundDraft => ({
  year,
  name: '',
  source: 'union-own',
  edition: '工会会计制度（2021）',
  code: '',
  subject: '补助下级支出',
  department: '',
  basis: '',
  uses: [{ code: 'use-1', name: '' }],
  prohibitions: [],
  aged: false,
  years: 2,
  ageSource: '',
  publicity: false,
  quotaUnit: null,
  previous: '',
  recipients: 'counties',
  since,
})

export const draftOfFund = (fund: Fund, since: Day): FundDraft => ({
  ...emptyFund(fund.year, since),
  name: fund.name,
  source: fund.source,
  edition: fund.subject.edition,
  code: fund.subject.code ?? '',
  subject: fund.subject.name,
  department: fund.department,
  basis: fund.basis,
  uses: fund.uses.map((use) => ({ ...use })),
  prohibitions: fund.prohibitions.map(({ name, words, source }) => ({
    name,
    words: words.join('、'),
    source,
  })),
  ...(fund.ageRule.kind === 'years'
    ? { aged: true, years: fund.ageRule.years, ageSource: fund.ageRule.source }
    : {}),
  publicity: fund.publicity,
  quotaUnit: fund.quotaUnit,
  previous: fund.previousFundId ?? '',
})

const split = (words: string): readonly string[] =>
  words
    .split(/[、，,；;\s]+/)
    .map((word) => word.trim())
    .filter((word) => word !== '')

/** The form that the fields make, or what is still missing. */
export const fundForm = (
  draft: FundDraft,
): { readonly form: FundForm | null; readonly problems: readonly Problem[] } => {
  const problems: Problem[] = []
  const need = (text: string, words: string, target: string): void => {
    if (text.trim() === '') problems.push({ words, target })
  }
  need(draft.name, '请填专项名称', 'fund-name')
  need(draft.subject, '请填预算科目名称', 'fund-subject')
  need(draft.edition, '请填科目所属制度', 'fund-edition')
  need(draft.department, '请填归口部门', 'fund-department')
  need(draft.basis, '请填立项依据', 'fund-basis')
  if (draft.uses.some((use) => use.name.trim() === ''))
    problems.push({ words: '可用范围有一项没有填', target: 'fund-uses' })
  if (draft.prohibitions.some((one) => one.name.trim() === '' || split(one.words).length === 0))
    problems.push({ words: '负面清单有一项没有填名称或关键词', target: 'fund-prohibitions' })
  if (draft.aged) need(draft.ageSource, '请填结转年限的依据', 'fund-age')
  const read = FundForm.safeParse({
    year: draft.year,
    name: draft.name,
    source: draft.source,
    subject: {
      edition: draft.edition.trim(),
      code: draft.code.trim() === '' ? null : draft.code.trim(),
      name: draft.subject.trim(),
    },
    department: draft.department,
    basis: draft.basis,
    uses: draft.uses,
    prohibitions: draft.prohibitions.map((one) => ({ ...one, words: split(one.words) })),
    ageRule: draft.aged
      ? { kind: 'years', years: draft.years, source: draft.ageSource }
      : { kind: 'none' },
    publicity: draft.publicity,
    quotaUnit: draft.quotaUnit,
    previousFundId: draft.previous === '' ? null : draft.previous,
  })
  if (problems.length === 0 && !read.success)
    problems.push({ words: '填写的内容有误，请检查年度、用途和金额', target: 'fund-name' })
  return { form: read.success && problems.length === 0 ? read.data : null, problems }
}

/** A code for a new use that the list does not have yet. */
export const nextUseCode = (uses: readonly { readonly code: string }[]): string => {
  let number = uses.length + 1
  while (uses.some(({ code }) => code === `use-${number}`)) number += 1
  return `use-${number}`
}
