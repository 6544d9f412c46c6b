import type { RouteRecordRaw } from 'vue-router'
import type { RoomKey } from '../frame/room.ts'

declare const __GALLERY__: boolean

const page = (
  path: string,
  title: string,
  room: RoomKey,
  component: () => Promise<{ default: object }>,
): RouteRecordRaw => ({
  path,
  component,
  meta: { title, room, menu: true, open: true },
  beforeEnter: async () => {
    const { enterDemonstration } = await import('./demonstration-session.ts')
    enterDemonstration()
  },
})

/** For looking at the parts, in development and in the screenshots' build only. */
export const GALLERY_ROUTES: readonly RouteRecordRaw[] = __GALLERY__
  ? [
      page('/gallery', '部件样张', 'desk', () => import('./GalleryPage.vue')),
      page('/gallery/board', '看板样张', 'fund', () => import('./GalleryBoard.vue')),
      page('/gallery/plan', '方案样张', 'fund', () => import('./GalleryPlan.vue')),
      page('/gallery/list', '列表样张', 'fund', () => import('./GalleryList.vue')),
      page('/gallery/states', '九种状态', 'report', () => import('./GalleryStates.vue')),
      page('/gallery/form', '表单样张', 'programme', () => import('./GalleryForm.vue')),
      page('/gallery/tree', '组织树样张', 'organization', () => import('./GalleryTree.vue')),
      page('/gallery/paper', '公文样张', 'audit', () => import('./GalleryPaper.vue')),
    ]
  : []
