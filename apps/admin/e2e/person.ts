import type { Browser, Page } from 'playwright-core'

/** What a person can find on a page: by role, by label, by words; never by how it is built. */
export type Sight = Pick<Page, 'getByRole' | 'getByLabel' | 'getByText'>

/** Somebody at a desk: a browser of their own, signed in. */
export interface Person extends Sight {
  readonly loginName: string
  /** The field with exactly this label. */
  field(label: string): ReturnType<Sight['getByRole']>
  /** The button with exactly these words. */
  button(words: string): ReturnType<Sight['getByRole']>
  /** Opens a page by its address, as from a bookmark, and waits for its heading. */
  go(path: string): Promise<void>
  /** Reads the same page again. */
  again(): Promise<void>
  /** The address bar, without the host. */
  where(): string
  /** Chooses a file in the window that a press on 选择文件 in this place opens. */
  choose(place: Pick<Sight, 'getByText'>, file: ChosenFile): Promise<void>
  /** What a press downloads. */
  download(button: ReturnType<Sight['getByRole']>): Promise<Downloaded>
  /** Presses a key where the focus is. */
  key(name: string): Promise<void>
  /** Types where the focus is. */
  type(words: string): Promise<void>
  /** Signs in again in this place, where the page asks for it. */
  signIn(place: Sight): Promise<void>
  picture(path: string): Promise<void>
  leave(): Promise<void>
}

export interface ChosenFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

export interface Downloaded {
  readonly name: string
  readonly path: string
}

const PASSWORD = 'Qiangji-2024'
const DESK = { width: 1366, height: 768 }
const PATIENCE = 20_000

export const sit = async (
  browser: Browser,
  origin: string,
  loginName: string,
  password = PASSWORD,
): Promise<Person> => {
  const context = await browser.newContext({
    viewport: DESK,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE)
  await page.goto(`${origin}/sign-in`)
  const signIn = async (place: Sight): Promise<void> => {
    await place.getByRole('textbox', { name: '账号' }).fill(loginName)
    await place.getByLabel('密码').fill(password)
    await place.getByRole('button', { name: '登录', exact: true }).click()
  }
  await signIn(page)
  await page.getByRole('navigation').first().waitFor()
  return {
    loginName,
    field: (name) => page.getByRole('textbox', { name, exact: true }),
    button: (name) => page.getByRole('button', { name, exact: true }),
    getByRole: page.getByRole.bind(page),
    getByLabel: page.getByLabel.bind(page),
    getByText: page.getByText.bind(page),
    go: async (path) => {
      await page.goto(`${origin}${path}`)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
    },
    again: async () => {
      await page.reload()
      await page.getByRole('heading', { level: 1 }).first().waitFor()
    },
    where: () => page.url().slice(origin.length),
    choose: async (place, file) => {
      const button = place.getByText('选择文件', { exact: true })
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()])
      await chooser.setFiles({ ...file })
    },
    download: async (button) => {
      const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
      return { name: download.suggestedFilename(), path: await download.path() }
    },
    key: (name) => page.keyboard.press(name),
    type: (words) => page.keyboard.type(words),
    signIn,
    picture: async (path) => {
      await page.screenshot({ path })
    },
    leave: () => context.close(),
  }
}
