import type { Browser, BrowserContext, Page } from 'playwright-core'

/** Somebody at a desk: a browser of their own, signed in. Acts only by what is seen: roles, labels, words. */
export interface Person {
  readonly page: Page
  /** Opens a page by its address, as from a bookmark. */
  go(path: string): Promise<void>
  leave(): Promise<void>
}

const PASSWORD = 'Qiangji-2024'
const DESK = { width: 1366, height: 768 }

export const sit = async (browser: Browser, origin: string, loginName: string): Promise<Person> => {
  const context: BrowserContext = await browser.newContext({
    viewport: DESK,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  await page.goto(`${origin}/sign-in`)
  await page.getByLabel('账号').fill(loginName)
  await page.getByLabel('密码').fill(PASSWORD)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('navigation').first().waitFor()
  return {
    page,
    go: async (path) => {
      await page.goto(`${origin}${path}`)
    },
    leave: () => context.close(),
  }
}
