import type { Day } from '@qiangji/kernel/base/day.ts'
import { amountInWords } from '@qiangji/kernel/fund/amount-in-words.ts'
import { FUND_SOURCES } from '@qiangji/kernel/fund/fund.ts'
import { MEETING_KINDS } from '@qiangji/kernel/fund/meeting.ts'
import { addressLine, type Notice } from '@qiangji/kernel/fund/notice.ts'
import { inWan } from '@qiangji/kernel/fund/plan-text.ts'
import type { Paragraph } from './notice-sheet.ts'

/** 2024-04-26 as 2024年4月26日. */
export const printedDay = (day: Day): string =>
  `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

/** What is issued: 2024年县区专项补助经费. */
export const subjectOf = ({ title }: Notice): string =>
  /(经费|资金)$/.test(title) ? title : `${title}经费`

export const addressOf = (notice: Notice): string => `${addressLine(notice.addressees)}：`

const paragraph = (lead: string, text: string): Paragraph => ({ lead, text, flush: false })

/** The body of the notice. Its figures are the plan's; its demands are those of every such notice. */
export const bodyOf = (notice: Notice): readonly Paragraph[] => {
  const { meeting, total, source, uses, prohibitions } = notice
  const setOff = notice.annex.total.setOff > 0
  const decided =
    meeting === null
      ? '（待集体研究）'
      : `经${notice.body}${printedDay(meeting.day)}${MEETING_KINDS[meeting.kind]}研究同意，`
  const spent = prohibitions.length === 0 ? '' : `，不得用于${prohibitions.join('、')}`
  return [
    paragraph(
      '',
      `${decided}现下达${subjectOf(notice)}${inWan(total)}万元（大写：${amountInWords(total)}），${setOff ? `${setOffText(notice)}，` : ''}资金来源为${FUND_SOURCES[source]}，分县区金额详见附件。有关事项通知如下：`,
    ),
    paragraph(
      '一、及时转拨。',
      setOff
        ? '请收到经费后及时按附件实拨金额逐级转拨，不得调整金额和用途，不得截留、挪用。抵扣的金额不再拨付，由受补单位从原专项结余转入。'
        : '请收到经费后及时按附件金额逐级转拨，不得调整金额和用途，不得截留、挪用。',
    ),
    paragraph('二、专款专用。', `经费用于${uses.join('、')}${spent}。`),
    paragraph(
      '三、确认到账。',
      '收款单位到账后应当开具工会经费收入专用收据，并在系统内登记到账日期和收据号。',
    ),
    paragraph('四、加强监督。', '请按期报送支出进度，接受同级经费审查委员会和上级工会的审查审计。'),
  ]
}

/** How the amount is made up: what is set off, what of it the recipients have yet to confirm, what is paid. */
const setOffText = ({ annex, setOffPapers }: Notice): string => {
  const { setOff, pending, paid } = annex.total
  const [first, ...more] = setOffPapers
  const papers = more.length === 0 ? first : `${first}等${setOffPapers.length}件`
  const waiting = pending === 0 ? '' : `，其中${inWan(pending)}万元待受补单位确认`
  return `其中抵扣结余${inWan(setOff)}万元（依据${papers}${waiting}），实拨${inWan(paid)}万元`
}

/** 注 under the annex: the figures' dates, then the amount and how it is made up. */
export const annexRemark = (notice: Notice): string => {
  const { amount, setOff, pending } = notice.annex.total
  const made = setOff === 0 ? '' : `，${setOffText(notice)}`
  const mark = pending === 0 ? '' : '带*的抵扣待受补单位确认。'
  return `${notice.remark}本次金额合计 ${inWan(amount)} 万元${made}。${mark}`
}

/** Characters of the remark on a line: 9.5 pt on 178 or 265 mm. A line is 14 pt high, a row 6.35 mm. */
const REMARK_CHARACTERS = { upright: 53, wide: 79 } as const
const LINE_ROWS = 0.78

/** Rows of the table that the remark takes, with the 2 mm above it. */
export const remarkRows = (notice: Notice, paper: keyof typeof REMARK_CHARACTERS): number =>
  Math.ceil(Math.ceil(annexRemark(notice).length / REMARK_CHARACTERS[paper]) * LINE_ROWS + 0.32)

/** Characters of the title on a line: 22 pt on 156 mm; half-width ones count half. */
const TITLE_CHARACTERS = 20

/** Lines of the first sheet that head, number, title and addressee take. */
export const headLines = (notice: Notice): number => {
  const title = `关于下达${subjectOf(notice)}的通知`
  const wide = [...title].reduce((sum, one) => sum + (one < '\u2e80' ? 0.5 : 1), 0)
  return 7 + Math.ceil(wide / TITLE_CHARACTERS) + Math.ceil(addressOf(notice).length / 28)
}
