/** The longest name that a tab can bear. */
const LONGEST = 31

/** Names for tabs: without the signs that tabs may not hold, cut to length, and each only once. */
export const tabNames = (wanted: readonly string[]): readonly string[] => {
  const taken = new Set<string>()
  return wanted.map((name) => {
    const plain = cleaned(name)
    let free = cut(plain, LONGEST)
    for (let count = 2; taken.has(free.toLowerCase()); count += 1) {
      const ending = `(${count})`
      free = cut(plain, LONGEST - ending.length) + ending
    }
    taken.add(free.toLowerCase())
    return free
  })
}

const cleaned = (name: string): string =>
  name
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\\/?*[\]:\p{Cc}\ufffe\uffff]/gu, '_')
    .replace(/^'+|'+$/g, '')
    .trim() || '工作表'

/** A character of two code units is not cut in half. */
const cut = (name: string, length: number): string =>
  name.slice(0, length).replace(/[\ud800-\udbff]$/, '')
