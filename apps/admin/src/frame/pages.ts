import type { Page } from './route.ts'

/** The table of contents: a line per page, in the order of the rail's menus. */
export const PAGES: readonly Page[] = [
  {
    path: '/fund/order',
    title: '资金单',
    room: 'fund',
    permission: 'fund.order.list',
    load: () => import('../fund/OrderList.vue'),
  },
  {
    path: '/fund/order/new',
    title: '办理资金单',
    room: 'fund',
    permission: 'fund.order.make',
    menu: false,
    load: () => import('../fund/OrderMake.vue'),
  },
  {
    path: '/fund/order/:id',
    title: '资金单',
    room: 'fund',
    permission: 'fund.order.detail',
    load: () => import('../fund/OrderDetail.vue'),
  },
  {
    path: '/fund/period',
    title: '账期',
    room: 'fund',
    permission: 'fund.period.list',
    load: () => import('../fund/PeriodList.vue'),
  },
]
