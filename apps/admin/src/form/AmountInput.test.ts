import { type Fen, fen } from '@qiangji/kernel/base/money.ts'
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import AmountInput from './AmountInput.vue'

const input = (unit: 'yuan' | 'wan', modelValue: Fen | null = null) => {
  const wrapper = mount(AmountInput, {
    props: {
      unit,
      modelValue,
      required: true,
      'onUpdate:modelValue': (value: Fen | null) => wrapper.setProps({ modelValue: value }),
    },
  })
  return wrapper
}
const shown = (wrapper: ReturnType<typeof input>) => wrapper.get('input').element.value

test('what is typed is not changed until the field is left', async () => {
  const wrapper = input('yuan')
  await wrapper.get('input').setValue('12000.5')
  expect(shown(wrapper)).toBe('12000.5')
  expect(wrapper.emitted('update:modelValue')?.at(-1)).toEqual([1_200_050])
  await wrapper.get('input').trigger('blur')
  expect(shown(wrapper)).toBe('12,000.50')
})

test('万元 are read as 万元 and written without idle zeros', async () => {
  const wrapper = input('wan')
  await wrapper.get('input').setValue('1,876.5')
  await wrapper.get('input').trigger('blur')
  expect(wrapper.emitted('update:modelValue')?.at(-1)).toEqual([1_876_500_000])
  expect(shown(wrapper)).toBe('1,876.5')
  expect(shown(input('wan', fen(100_000_000)))).toBe('100')
})

test.each([
  ['1.2万', '“1.2万”带了单位，请只填数字'],
  ['３５００', '“３５００”是全角数字，读作 3500，请改成半角'],
  ['1.234', '金额最小到分，小数最多 2 位'],
  ['', '请填金额'],
])('"%s" is refused in a sentence under the field, and stays as typed', async (typed, sentence) => {
  const wrapper = input('yuan', fen(100))
  await wrapper.get('input').setValue(typed)
  expect(wrapper.find('[role=alert]').exists()).toBe(false)
  await wrapper.get('input').trigger('blur')
  expect(wrapper.get('[role=alert]').text()).toBe(sentence)
  expect(wrapper.get('input').attributes('aria-invalid')).toBe('true')
  expect(shown(wrapper)).toBe(typed)
  expect(wrapper.emitted('update:modelValue')?.at(-1)).toEqual([null])
})

test('an amount that comes from elsewhere replaces what stands in the field', async () => {
  const wrapper = input('yuan', fen(100))
  await wrapper.setProps({ modelValue: fen(49_000_000) })
  expect(shown(wrapper)).toBe('490,000.00')
})

test('a form is told what stands there and is no amount, and when it is gone', async () => {
  const told: string[] = []
  const wrapper = mount(AmountInput, {
    props: { unit: 'wan', modelValue: null, onUnread: (words: string) => told.push(words) },
  })
  await wrapper.get('input').setValue('1e3')
  expect(told.at(-1)).toBe('“1e3”是科学记数，请写成普通数字')
  await wrapper.get('input').setValue('')
  expect(told.at(-1)).toBe('')
  await wrapper.get('input').setValue('３０')
  expect(told.at(-1)).toContain('全角')
  wrapper.unmount()
  expect(told.at(-1)).toBe('')
})
