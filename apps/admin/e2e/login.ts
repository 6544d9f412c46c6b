import { expect } from 'vitest'
import { noteOf, type Step, type Walk } from './walk.ts'

const NEWCOMER = 'huanxian-he'
const CHOSEN = 'Bai-Yang-2024-Lin'

/** The 系统管理员 opens a login; what is wrong is said before and after sending, and what was typed stays. */
const open = async (walk: Walk): Promise<void> => {
  const system = await walk.at('sheng-xitong')
  await system.button('管理人员账号').click()
  await system.getByRole('heading', { level: 1, name: '人员账号' }).waitFor()
  await system.button('开通账号').click()
  const form = system.getByRole('complementary', { name: '开通账号' })
  await form.getByRole('button', { name: '开通账号' }).click()
  for (const words of ['请填姓名', '请填账号', '请从名单中选择单位'])
    await form.getByText(words).waitFor()
  await form.getByRole('textbox', { name: '姓名', exact: true }).fill('贺小燕')
  const account = form.getByRole('textbox', { name: '账号', exact: true })
  await account.fill('a b')
  await form.getByText(/^账号为 2 至 32 位/).waitFor()
  await account.fill('SHENG-YEWU')
  await form.getByRole('combobox', { name: '单位' }).fill('环县总工会')
  await form.getByText('请从名单中选择单位').waitFor({ state: 'hidden' })
  await form.getByRole('button', { name: '开通账号' }).click()
  await form.getByText('账号“sheng-yewu”已有人使用，请换一个。').waitFor()
  expect(await account.inputValue(), 'what was typed stays').toBe('SHENG-YEWU')
  await account.fill(NEWCOMER)
  await form.getByRole('button', { name: '开通账号' }).click()
  const told = form.getByText(/^([A-Z][a-z]{2}\d-){3}[A-Z][a-z]{2}\d$/)
  await told.waitFor()
  walk.notes.set('initial password', (await told.textContent()) ?? '')
  await walk.look(system, '90-opened')
  await form.getByRole('button', { name: '已告知本人，关闭' }).click()
  await form.waitFor({ state: 'hidden' })
}

/** The 安全管理员 finds who has no post and gives one; what conflicts with it can no longer be chosen. */
const appoint = async (walk: Walk): Promise<void> => {
  const security = await walk.at('sheng-anquan')
  await security.go('/settings/login')
  expect(await security.button('开通账号').count(), 'is another’s act').toBe(0)
  await security.getByLabel('岗位', { exact: true }).selectOption({ label: '没有岗位' })
  await security.button('贺小燕').click()
  const pane = security.getByRole('complementary', { name: '贺小燕' })
  await pane.getByLabel('任命岗位').selectOption({ label: '县区财务' })
  await pane.getByRole('button', { name: '任职', exact: true }).click()
  await pane.getByText('任职：县区财务').waitFor()
  const rival = pane.getByRole('option', { name: '县区审核（不能与县区财务兼任）' })
  expect(await rival.isDisabled()).toBe(true)
  await walk.look(security, '91-appointed')
}

/** The new person comes in with what was told, must change it first, and then sees the county's desk. */
const enter = async (walk: Walk): Promise<void> => {
  const newcomer = await walk.beside(NEWCOMER, noteOf(walk, 'initial password'))
  await newcomer.getByText(/请先修改密码/).waitFor()
  await newcomer.go('/fund/spending')
  expect(newcomer.where(), 'nothing else is open yet').toBe('/password')
  await newcomer.getByLabel('原密码').fill(noteOf(walk, 'initial password'))
  await newcomer.getByLabel('新密码', { exact: true }).fill(CHOSEN)
  await newcomer.getByLabel('再填一次新密码').fill(CHOSEN)
  await newcomer.button('修改密码').click()
  await newcomer.getByRole('heading', { level: 1, name: '工作台' }).waitFor()
  await newcomer.getByText('环县总工会').first().waitFor()
  await newcomer.getByRole('region', { name: '到账确认' }).first().waitFor()
  await walk.look(newcomer, '92-newcomer')
  await shut(walk)
  await newcomer.go('/fund/spending')
  expect(newcomer.where(), 'a shut login is out at once').toMatch(/^\/sign-in/)
  await newcomer.leave()
}

const shut = async (walk: Walk): Promise<void> => {
  const system = await walk.at('sheng-xitong')
  await system.field('姓名、账号、单位').fill(NEWCOMER)
  await system.button('贺小燕').click()
  const pane = system.getByRole('complementary', { name: '贺小燕' })
  await pane.getByRole('button', { name: '停用账号' }).click()
  await pane.getByText('停用后当即退出登录').waitFor()
  await pane.getByRole('button', { name: '确认停用' }).click()
  await pane.getByRole('button', { name: '启用账号' }).waitFor()
  await walk.look(system, '93-disabled')
}

export const LOGIN_STEPS: readonly Step[] = [
  { name: 'the system administrator opens a login', act: open },
  { name: 'the security administrator gives its person a post', act: appoint },
  {
    name: 'the person changes the password, sees the desk, and is out when the login is shut',
    act: enter,
  },
]
