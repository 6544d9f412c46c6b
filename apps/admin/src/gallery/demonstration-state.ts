import type { ListCondition } from '../list/list-condition.ts'

const nothing = () => undefined

export const STATES: readonly { word: string; about: string; condition: ListCondition }[] = [
  {
    word: '正在读',
    about: '300 毫秒内不出现；列宽和行高与真表一致',
    condition: { kind: 'loading' },
  },
  {
    word: '还没有',
    about: '说清为什么是空的、下一步做什么',
    condition: {
      kind: 'empty',
      title: '本专项还没有支出',
      reason: '49.00 万元已于 6月4日 到账。财务软件里已有凭证的，导入明细账即可，不用逐笔再填。',
      acts: [
        { word: '导入明细账', icon: 'upload', primary: true, run: nothing },
        { word: '记一笔', run: nothing },
        { word: '本期无支出', quiet: true, run: nothing },
      ],
    },
  },
  {
    word: '筛选后没有',
    about: '告诉人是条件造成的，一步还原',
    condition: {
      kind: 'filtered-empty',
      what: '支出',
      conditions: '摘要含“空调”，2024年5月',
      hint: '去掉月份后有 1 笔。',
      acts: [
        { word: '去掉月份', run: nothing },
        { word: '清除全部条件', quiet: true, run: nothing },
      ],
    },
  },
  {
    word: '读不出来',
    about: '一句话、能做的事、可以念给管理员听的编号',
    condition: {
      kind: 'failed',
      what: '支出列表',
      reason: '服务器在 10 秒内没有回答。已录入的内容没有丢失。',
      code: 'E-2406-7F3A',
      at: '2024-06-28 14:05:31',
      acts: [
        { word: '重试', icon: 'refresh', primary: true, run: nothing },
        { word: '看上次的列表（14:02）', run: nothing },
      ],
    },
  },
  {
    word: '断网',
    about: '旧数据照看，写着时间；没交上去的留在本机',
    condition: {
      kind: 'offline',
      readAt: '14:02',
      drafts: 2,
      acts: [{ word: '现在重连', run: nothing }],
    },
  },
  {
    word: '无权查看',
    about: '说明谁能看、找谁要；不透露内容有没有',
    condition: {
      kind: 'no-right',
      reason:
        '支出明细由县区财务、审核人、经审和上级财务查看。需要时请本会审核人李秀兰为您办理代办授权。',
      acts: [
        { word: '申请代办授权', run: nothing },
        { word: '回工作台', quiet: true, run: nothing },
      ],
    },
  },
  {
    word: '别人先改了',
    about: '不覆盖：两份摆出来由人选',
    condition: {
      kind: 'changed',
      who: '李秀兰',
      sentence: '李秀兰在 14:03 改过 记-0679，您的修改还没有保存。',
      fields: [
        { name: '摘要', yours: '驿站装修进度款', theirs: '驿站装修进度款' },
        { name: '用途', yours: '服务阵地建设', theirs: '组织建设' },
        { name: '附件', yours: '4', theirs: '4' },
      ],
      keepTheirs: nothing,
      editOnTop: nothing,
    },
  },
  {
    word: '长任务',
    about: '有进度、能取消、关页不停',
    condition: {
      kind: 'task',
      title: '正在导出 86 个县区的支出明细',
      done: 12_480,
      of: 31_206,
      unit: '行',
      left: '约剩 20 秒',
      note: '可以离开本页，完成后在通知里下载',
      cancelWord: '取消导出',
      cancel: nothing,
    },
  },
  {
    word: '部分成功',
    about: '逐行给结果，成功的不重做',
    condition: {
      kind: 'partly-done',
      sentence: '批量审核 6 笔：5 笔通过，1 笔没有通过。',
      results: [
        {
          key: '1',
          name: '记-0708',
          figure: '11,700.00',
          result: { mark: 'late', word: '您是经办人，须另一人审核' },
        },
        { key: '2', name: '记-0713', figure: '18,640.00', result: { mark: 'done', word: '通过' } },
        { key: '3', name: '记-0695', figure: '−1,260.00', result: { mark: 'done', word: '通过' } },
        { key: '4', name: '记-0688', figure: '21,600.00', result: { mark: 'done', word: '通过' } },
      ],
      more: '另有 2 笔通过',
      acts: [{ word: '下载结果', run: nothing }],
    },
  },
]
