// Runs before the application: what Chrome 90 lacks, and the theme, so that the first paint is the right one.
// zod would try whether it may build code at run time; the security header forbids it, and each try shows as a fault.
globalThis.__zod_globalConfig = { jitless: true }
;(() => {
  const add = (target, name, value) => {
    if (target[name] === undefined) {
      Object.defineProperty(target, name, { value, writable: true, configurable: true })
    }
  }
  const at = function (index) {
    const whole = Math.trunc(index) || 0
    return this[whole < 0 ? this.length + whole : whole]
  }
  for (const type of [Array, String, Object.getPrototypeOf(Uint8Array)])
    add(type.prototype, 'at', at)
  add(Array.prototype, 'findLast', function (test, self) {
    for (let i = this.length - 1; i >= 0; i--) if (test.call(self, this[i], i, this)) return this[i]
    return undefined
  })
  add(Array.prototype, 'findLastIndex', function (test, self) {
    for (let i = this.length - 1; i >= 0; i--) if (test.call(self, this[i], i, this)) return i
    return -1
  })
  add(Array.prototype, 'toSorted', function (order) {
    return Array.from(this).sort(order)
  })
  add(Array.prototype, 'toReversed', function () {
    return Array.from(this).reverse()
  })
  add(Array.prototype, 'toSpliced', function (...cut) {
    const copy = Array.from(this)
    copy.splice(...cut)
    return copy
  })
  add(Array.prototype, 'with', function (index, value) {
    const copy = Array.from(this)
    copy[index < 0 ? copy.length + index : index] = value
    return copy
  })
  const owns = Function.prototype.call.bind(Object.prototype.hasOwnProperty)
  add(Object, 'hasOwn', (object, key) => owns(object, key))
  add(Object, 'groupBy', (items, keyOf) => {
    const groups = Object.create(null)
    let index = 0
    for (const item of items) {
      const key = keyOf(item, index++)
      if (!groups[key]) groups[key] = []
      groups[key].push(item)
    }
    return groups
  })
  let look = {}
  try {
    look = JSON.parse(localStorage.getItem('qiangji.look') || '{}')
  } catch {
    look = {}
  }
  const dark =
    look.theme === 'dark' ||
    (look.theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  const root = document.documentElement
  root.dataset.theme = dark ? 'dark' : 'light'
  root.dataset.type = look.type === 'large' ? 'large' : 'plain'
  root.classList.toggle('dark', dark)
})()
