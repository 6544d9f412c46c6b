import type { RouteRecordRaw } from 'vue-router'

declare const __GALLERY__: boolean

const page = (
  path: string,
  title: string,
  component: () => Promise<{ default: object }>,
): RouteRecordRaw => ({
  path,
  component,
  meta: { title, room: 'fund', menu: true, open: true },
  beforeEnter: async () => {
    const { enterDemonstration } = await import('./demonstration-session.ts')
    enterDemonstration()
  },
})

/** For looking at the parts, in development and in the screenshots' build only. */
export const GALLERY_ROUTES: readonly RouteRecordRaw[] = __GALLERY__
  ? [
      page('/gallery', '部件样张', () => import('./GalleryPage.vue')),
      page('/gallery/board', '看板样张', () => import('./GalleryBoard.vue')),
      page('/gallery/plan', '方案样张', () => import('./GalleryPlan.vue')),
      page('/gallery/list', '列表样张', () => import('./GalleryList.vue')),
      page('/gallery/states', '九种状态', () => import('./GalleryStates.vue')),
      page('/gallery/form', '表单样张', () => import('./GalleryForm.vue')),
      page('/gallery/tree', '组织树样张', () => import('./GalleryTree.vue')),
      page('/gallery/paper', '公文样张', () => import('./GalleryPaper.vue')),
    ]
  : []
