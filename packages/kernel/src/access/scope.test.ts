import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWithin, reaches } from './scope.ts'

const code = fc.integer({ min: 1, max: 120 }).map(String)
const path = fc.array(code, { minLength: 1, maxLength: 4 }).map((codes) => `/${codes.join('/')}/`)

describe('reach', () => {
  test('is one’s own organization and what lies below, never beside or above', () => {
    fc.assert(
      fc.property(path, path, (above, below) => {
        const [a, b] = [above.split('/'), below.split('/')].map((p) => p.slice(1, -1))
        const expected = a?.every((step, i) => b?.[i] === step) ?? false
        expect(isWithin(above, below)).toBe(expected)
      }),
    )
  })

  test.each([
    ['/1/1/', '/1/10/'],
    ['/62/6201', '/62/6201/'],
    ['/62/6201', '/62/62010/'],
    ['', '/62/'],
    ['/', '/62/'],
    ['/62/', '/62'],
    ['/62/', ''],
  ])('%s does not reach %s', (above, below) => expect(isWithin(above, below)).toBe(false))

  test('of a command is one’s own unless more is granted', () => {
    const [county, township] = [{ path: '/62/6201/' }, { path: '/62/6201/01/' }]
    expect(reaches(county, county, 'own')).toBe(true)
    expect(reaches(county, township, 'own')).toBe(false)
    expect(reaches(county, township, 'below')).toBe(true)
    expect(reaches(township, county, 'below')).toBe(false)
    expect(reaches({ path: '' }, { path: '' }, 'own')).toBe(false)
  })
})
