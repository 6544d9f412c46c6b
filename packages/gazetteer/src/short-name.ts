import type { DivisionKind } from './kind.ts'

/** Names that no rule shortens the way people say them. */
const CUSTOMARY: Readonly<Record<string, string>> = {
  临夏回族自治州: '临夏州',
  甘南藏族自治州: '甘南州',
  兰州新区: '新区',
  临夏市: '临夏市',
  临夏县: '临夏县',
  张家川回族自治县: '张家川',
  天祝藏族自治县: '天祝',
  肃南裕固族自治县: '肃南',
  肃北蒙古族自治县: '肃北',
  阿克塞哈萨克族自治县: '阿克塞',
  东乡族自治县: '东乡',
  积石山保安族东乡族撒拉族自治县: '积石山',
}

/**
 * The name for tables and tiles: 城关 for 城关区, but 环县 stays 环县, since one character says nothing.
 * Townships and functional units keep their whole name: 城关镇 and 城关街道 must not look alike.
 */
export const shortNameOf = (name: string, kind: DivisionKind): string => {
  const customary = CUSTOMARY[name]
  if (customary !== undefined) return customary
  if (TOWNSHIP_KINDS.has(kind)) return name
  const stem = name.slice(0, -1)
  return stem.length >= 2 ? stem : name
}

const TOWNSHIP_KINDS: ReadonlySet<DivisionKind> = new Set([
  'street',
  'town',
  'rural-township',
  'ethnic-township',
  'functional-unit',
])
