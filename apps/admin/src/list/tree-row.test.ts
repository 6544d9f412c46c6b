import { expect, test } from 'vitest'
import { branchKeys, type TreeNode, treeLines, treeMove } from './tree-row.ts'

const node = (key: string, ...children: TreeNode<string>[]): TreeNode<string> => ({
  key,
  row: key,
  children,
})
const tree = [node('省', node('庆阳', node('环县'), node('华池')), node('定西'))]
const lines = treeLines(tree, new Set(['省', '庆阳']))

test('a row knows its level and its place among its siblings', () => {
  expect(lines.map((l) => [l.key, l.level, l.position, l.siblings, l.open])).toEqual([
    ['省', 1, 1, 1, true],
    ['庆阳', 2, 1, 2, true],
    ['环县', 3, 1, 2, null],
    ['华池', 3, 2, 2, null],
    ['定西', 2, 2, 2, null],
  ])
})

test('what is closed is not among the rows', () => {
  expect(treeLines(tree, new Set(['省'])).map((l) => l.key)).toEqual(['省', '庆阳', '定西'])
  expect(branchKeys(tree)).toEqual(['省', '庆阳'])
})

test.each([
  ['环县', 'ArrowDown', { to: '华池' }],
  ['环县', 'ArrowUp', { to: '庆阳' }],
  ['环县', 'ArrowLeft', { to: '庆阳' }],
  ['环县', 'ArrowRight', null],
  ['庆阳', 'ArrowLeft', { close: '庆阳' }],
  ['庆阳', 'ArrowRight', { to: '环县' }],
  ['省', 'ArrowUp', { to: '省' }],
  ['定西', 'ArrowDown', { to: '定西' }],
  ['环县', 'Home', { to: '省' }],
  ['环县', 'End', { to: '定西' }],
  ['环县', 'x', null],
])('from %s %s does %j', (current, key, move) => {
  expect(treeMove(lines, current, key)).toEqual(move)
})

test('ArrowRight opens what is closed', () => {
  expect(treeMove(treeLines(tree, new Set()), '省', 'ArrowRight')).toEqual({ open: '省' })
})
