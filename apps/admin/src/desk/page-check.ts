import { useRouter } from 'vue-router'

/** Whether a page is in the router: an edition without it shows no way to it. */
export const usePageCheck = (): ((path: string) => boolean) => {
  const paths = new Set(
    useRouter()
      .getRoutes()
      .map((route) => route.path),
  )
  return (path) => paths.has(path)
}
