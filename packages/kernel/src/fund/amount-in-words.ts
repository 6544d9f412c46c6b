import { assert } from '../base/decision.ts'
import type { Fen } from '../base/money.ts'

const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖']
const PLACES = ['', '拾', '佰', '仟']
const GROUPS = ['', '万', '亿', '万亿']

/**
 * An amount as documents and receipts spell it: 叁仟玖佰肆拾万元整. Source: 会计基础工作规范 第五十二条
 * (zeros between digits are spoken once, 整 follows where the amount ends in 元 or 角).
 */
export const amountInWords = (amount: Fen): string => {
  assert(amount >= 0, `amount in words ${amount}`)
  const yuan = Math.floor(amount / 100)
  const [jiao, fen] = [Math.floor(amount / 10) % 10, amount % 10]
  const whole = yuan === 0 ? '' : `${spell(yuan)}元`
  if (jiao === 0 && fen === 0) return `${whole === '' ? '零元' : whole}整`
  const gap = jiao === 0 && whole !== '' ? '零' : ''
  const tenths = jiao === 0 ? '' : `${DIGITS[jiao]}角`
  return `${whole}${gap}${tenths}${fen === 0 ? '整' : `${DIGITS[fen]}分`}`
}

const spell = (yuan: number): string => {
  const groups: number[] = []
  for (let left = yuan; left > 0; left = Math.floor(left / 10_000)) groups.push(left % 10_000)
  let text = ''
  let gap = false
  for (let at = groups.length - 1; at >= 0; at -= 1) {
    const group = groups[at] ?? 0
    if (group === 0) {
      gap = true
      continue
    }
    if (text !== '' && (gap || group < 1000)) text += '零'
    text += spellGroup(group) + (GROUPS[at] ?? '')
    gap = false
  }
  return text
}

const spellGroup = (group: number): string => {
  let text = ''
  let gap = false
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(group / 10 ** place) % 10
    if (digit === 0) {
      gap = text !== ''
      continue
    }
    text += `${gap ? '零' : ''}${DIGITS[digit]}${PLACES[place]}`
    gap = false
  }
  return text
}
