import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The system's own Chromium; it asks nothing of any host but ours. */
export const openBrowser = (): Promise<Browser> => {
  const executablePath = PROGRAMS.find((path) => existsSync(path))
  if (executablePath === undefined)
    throw new Error('Chromium is missing: on Debian, apt-get install chromium')
  return chromium.launch({
    executablePath,
    // Without a UTF-8 locale Chromium cannot write a Chinese file name and calls every download "download".
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
