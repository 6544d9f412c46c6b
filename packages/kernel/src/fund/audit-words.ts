import type { AuditRefusal } from './audit-sample.ts'
import type { Sentence } from './words.ts'

export const AUDIT_REFUSAL_WORDS: Record<AuditRefusal, Sentence> = {
  SAMPLE_PERIOD_BACKWARDS: '抽查期间的止日早于起日，请改正。',
  SAMPLE_ASKS_NOTHING: '请填写必查金额，或填写随机抽取的笔数。',
  SAMPLE_EMPTY: '{from} 至 {to} 没有符合条件的支出，未生成抽查。请放宽期间、单位或金额。',
  SAMPLE_TOO_LARGE: '将抽出 {count} 笔，超过一次 {most} 笔。请提高必查金额或缩短期间。',
  AUDIT_ITEM_STATE: '这笔抽查现在是“{state}”，不能再这样办理。',
}
