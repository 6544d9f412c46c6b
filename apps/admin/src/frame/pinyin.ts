type Match = (text: string, typed: string) => boolean

let loaded: Promise<Match> | null = null

const load = async (): Promise<Match> => {
  const { customPinyin, match } = await import('pinyin-pro')
  // the dictionary reads 宕昌 as dang chang; the county's official spelling is Tanchang
  customPinyin({ 宕昌: 'tàn chāng' })
  return (text, typed) => match(text, typed.toLowerCase(), { continuous: true }) !== null
}

/** Whether a Chinese name is meant by what was typed: part of it, or pinyin, or initials ("hx" for 环县). */
export const nameMatcher = async (typed: string): Promise<(name: string) => boolean> => {
  const wanted = typed.trim()
  if (!/^[a-z ]+$/i.test(wanted)) return (name) => name.includes(wanted)
  loaded ??= load()
  const match = await loaded
  return (name) => match(name, wanted.replace(/ /g, ''))
}
