import type { Router } from 'vue-router'

const MARK = 'qiangji.reloaded'

/**
 * After an update the pages of the old version are gone from the server: the wanted page is then loaded as a whole, once,
 * so that a page that is truly missing does not reload for ever.
 */
export const followNewVersion = (router: Router): void => {
  router.onError((error, to) => {
    const gone = error instanceof TypeError && /module|import/i.test(error.message)
    if (!gone || sessionStorage.getItem(MARK) === to.fullPath) return
    sessionStorage.setItem(MARK, to.fullPath)
    location.assign(to.fullPath)
  })
  router.afterEach((_to, _from, failure) => {
    if (!failure) sessionStorage.removeItem(MARK)
  })
}
