import type { RefusalFacts } from '../base/decision.ts'
import type { FundRefusal, RecipientRefusal } from './fund-act.ts'

type Sentence = string | ((facts: RefusalFacts) => string)

export const FUND_NOUN_WORDS: Readonly<
  Record<FundRefusal | RecipientRefusal | FactRefusal, Sentence>
> = {
  FUND_NAME_TAKEN: '{year}年已有名为“{name}”的专项。请换一个名称，或打开原有专项。',
  FUND_YEAR_FAR: '专项年度 {year} 与今天（{today}）相差太远，请核对。',
  FUND_USE_TWICE: '可用范围中“{name}”的代码与另一项重复，请修改代码。',
  FUND_PREVIOUS_UNKNOWN: '没有找到用于比较的上年专项，请重新选择。',
  FUND_PREVIOUS_NOT_BEFORE: '用于比较的专项年度（{year}）不早于本专项，请选择以前年度的专项。',
  FUND_YEAR_FIXED: '本专项已记账，年度（{year}）不能再改。',
  FUND_SOURCE_FIXED: '本专项已记账，资金来源不能再改。不同来源的资金须分设专项。',
  RECIPIENT_LEVEL: '{name}不能列入名单：受补对象为县区总工会，或由省直拨的市州、新区工会。',
  RECIPIENT_VIA_NOT_ABOVE: '{via}不是{name}的上级市州总工会，不能经其转拨。',
  RECIPIENT_VIA_MISSING: '{name}逐级转拨，须写明经哪个市州总工会转拨。',
  RECIPIENT_DAY_TOO_EARLY: '{name}现有名单自 {since} 起执行，变更须晚于该日。',
  RECIPIENT_NOT_LISTED: '{name}在该日不在名单内，无须移出。',
  FACT_DIFFERS:
    '{name}的“{key}”在 {day} 已有数据 {value}，与本次不同。请核对来源，或以新的日期报数。',
  FACT_OF_STRANGER: '第 {row} 行的单位不存在或不在您的权限范围内。',
}

/** Why a figure cannot be added: facts are dated, never overwritten. */
export type FactRefusal = 'FACT_DIFFERS' | 'FACT_OF_STRANGER'
