import type { RefusalFacts } from '../base/decision.ts'
import type { ComputationRefusal } from './computation-refusal.ts'

type Words = (facts: RefusalFacts) => string

/** Why a plan cannot be computed, and what to do: one sentence each, amounts in 元. */
export const COMPUTATION_WORDS: Readonly<Record<ComputationRefusal, Words>> = {
  NO_PARTS: () => '方案还没有分项，无法测算。请先添加分项。',
  NO_RECIPIENTS: () => '方案日期的补助对象名单为空，无法测算。请先维护该专项的补助对象名单。',
  PART_TWICE: (f) => `分项${part(f)}的编号与另一分项重复。请删除重复的分项后重新添加。`,
  TWO_RESTS: (f) =>
    `分项“${text(f, 'first')}”和${part(f)}都设为“其余”，只能有一项。请为其中一项填写金额。`,
  RECIPIENT_TWICE: (f) =>
    `${name(f)}在${part(f) || '补助对象名单'}中出现两次（单位或代码重复）。请只保留一处。`,
  RECIPIENT_UNKNOWN: (f) =>
    `${part(f) ? `分项${part(f)}` : '保底封顶设置'}中的单位（${text(f, 'recipient')}）不在方案日期的补助对象名单内。请从该处移除，或先将其列入名单。`,
  PART_REASON_MISSING: (f) => `手工分项${part(f)}没有填写理由。请写明不按规则测算的原因和依据。`,
  REMAINDER_WITHOUT_FACTOR: () =>
    '“最大余数”只用于因素法，本方案没有因素法分项，取整后条件相同的单位会得到不同金额。请改用“舍去”。',
  CLASS_MISSING: (f) => `${name(f)}没有分类，分项${part(f)}无法测算。请在补助对象名单中补充分类。`,
  CLASS_AMOUNT_MISSING: (f) =>
    `分项${part(f)}没有“${text(f, 'className')}”的金额（涉及${name(f)}）。请填写该类金额，不补助的填 0。`,
  COEFFICIENT_MISSING: (f) =>
    `没有“${text(f, 'className')}”的分类系数（涉及${name(f)}）。请填写系数，不调整的填 1。`,
  COEFFICIENT_NEGATIVE: (f) =>
    `“${text(f, 'className')}”的分类系数为 ${minus(text(f, 'coefficient'))}，系数不得小于 0。请更正。`,
  FACTOR_TWICE: (f) => `分项${part(f)}中因素“${fact(f)}”出现两次。请合并权重，只保留一个。`,
  WEIGHT_NEGATIVE: (f) =>
    `分项${part(f)}中因素“${fact(f)}”的权重为 ${minus(text(f, 'weight'))}，权重不得小于 0。请更正。`,
  WEIGHTS_NOT_ONE: (f) =>
    `分项${part(f)}的权重合计为 ${minus(text(f, 'sum'))}，应为 1，${difference(text(f, 'above'))}。请调整权重。`,
  FACT_TWICE: (f) => `${name(f)}的“${fact(f)}”有两个数据。请核对来源，只保留一个。`,
  FACT_MISSING: (f) =>
    `${name(f)}缺少“${fact(f)}”数据。缺数不按 0 计算，请补报数据；确实没有的，由填报单位报 0。`,
  FACT_NEGATIVE: (f) =>
    `${name(f)}的“${fact(f)}”为 ${minus(text(f, 'value'))}，不得小于 0。请核对来源后更正。`,
  FACTOR_SUM_ZERO: (f) =>
    `分项${part(f)}中因素“${fact(f)}”各单位合计为 0，无法计算占比。请核对数据，或移除该因素。`,
  SCORES_ALL_ZERO: (f) =>
    `分项${part(f)}各单位得分均为 0，无法分配。请检查权重、分类系数和补助对象。`,
  PART_NOT_IN_UNITS: (f) =>
    f.recipient === undefined
      ? `分项${part(f)}的金额 ${yuan(f, 'amount')} 不是取整单位 ${yuan(f, 'unit')} 的整数倍。请调整金额，或改用较小的取整单位。`
      : `分项${part(f)}中${name(f)}的金额不是取整单位 ${yuan(f, 'unit')} 的整数倍。请调整标准或金额，或改用较小的取整单位。`,
  BOUND_NOT_IN_UNITS: (f) =>
    `${text(f, 'of')}保底或封顶金额 ${yuan(f, 'amount')} 不是取整单位 ${yuan(f, 'unit')} 的整数倍。请调整金额，或改用较小的取整单位。`,
  PARTS_ABOVE_POT: (f) =>
    `各分项合计 ${yuan(f, 'parts')}${f.reserve === 0 ? '' : `，加固定预留 ${yuan(f, 'reserve')}`}，超出专项总额 ${yuan(f, 'pot')}，多 ${yuan(f, 'above')}。请调减分项金额${f.reserve === 0 ? '' : '或预留'}。`,
  BOUNDS_CROSS: (f) =>
    `${name(f)}的保底 ${yuan(f, 'floor')} 高于封顶 ${yuan(f, 'cap')}。请调低保底或调高封顶。`,
  CAP_BELOW_FIXED_PARTS: (f) =>
    `${name(f)}的固定金额合计 ${yuan(f, 'fixed')}，已高于封顶 ${yuan(f, 'cap')}，固定金额不作调整。请调高该单位封顶，或调减其固定金额。`,
  FLOOR_ABOVE_FIXED_PARTS: (f) =>
    `${name(f)}只有固定金额 ${yuan(f, 'fixed')}，低于保底 ${yuan(f, 'floor')}，没有可用来补足的分项。请将其列入均分或因素法分项，或单独调低其保底。`,
  FLOORS_ABOVE_POT: (f) =>
    `按保底各单位至少需要 ${yuan(f, 'needed')}，可分配 ${yuan(f, 'pot')}，差 ${yuan(f, 'above')}。请调低保底，或增加专项总额。`,
}

const text = (facts: RefusalFacts, key: string): string => `${facts[key] ?? ''}`
const name = (facts: RefusalFacts): string => text(facts, 'name') || text(facts, 'recipient')
const part = (facts: RefusalFacts): string =>
  facts.partName === undefined ? '' : `“${facts.partName}”`
const fact = (facts: RefusalFacts): string => text(facts, 'factName') || text(facts, 'fact')
const minus = (decimal: string): string => decimal.replace('-', '−')
const difference = (above: string): string =>
  above.startsWith('-') ? `少 ${above.slice(1)}` : `多 ${above}`

/** Fen of a fact, which may be too large for a number, as "12,345.67 元". */
const yuan = (facts: RefusalFacts, key: string): string => {
  const digits = text(facts, key).padStart(3, '0')
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${whole}.${digits.slice(-2)} 元`
}
