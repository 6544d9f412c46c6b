/** Words of the nouns that an act's path names; an act of a noun without a word is shown by its path alone. */
const NOUNS: Readonly<Record<string, string>> = {
  'access.session': '登录',
  'access.password': '密码',
  'access.person': '人员',
  'access.delegation': '代办授权',
  'organization.organization': '组织',
  'record.audit': '审计日志',
  'record.file': '附件',
  'record.clock': '演示时钟',
  'record.notice': '通知',
  'fund.advance': '垫付',
  'fund.allocation': '分配方案',
  'fund.audit': '审计抽查',
  'fund.bankAccount': '收款账户',
  'fund.board': '资金看板',
  'fund.commitment': '合同占用',
  'fund.discrepancy': '金额不符',
  'fund.fact': '基础数据',
  'fund.fund': '专项',
  'fund.journal': '分录',
  'fund.ledger': '账目核验',
  'fund.ledgerImport': '明细账导入',
  'fund.order': '资金单',
  'fund.pause': '暂停拨付',
  'fund.payment': '支付',
  'fund.period': '账期',
  'fund.receipt': '到账',
  'fund.recipient': '受补对象名单',
  'fund.relay': '市级转拨',
  'fund.spending': '支出',
  demonstration: '演示数据',
}

const VERBS: Readonly<Record<string, string>> = {
  add: '新增',
  advance: '前进',
  apply: '入账',
  applyResult: '登记银行结果',
  arrange: '安排',
  attach: '补附件',
  bankFile: '导出银行文件',
  bounce: '登记退票',
  cancel: '撤回',
  change: '变更',
  close: '办结',
  confirm: '确认',
  decline: '不同意',
  discard: '放弃',
  draft: '起草',
  draw: '抽样',
  edit: '修改',
  examine: '登记检查',
  execute: '执行',
  export: '导出',
  grant: '授予',
  issue: '登记文号',
  lift: '解除',
  list: '查询',
  detail: '查看',
  get: '查看',
  batch: '查看',

  make: '制单',
  occupy: '占用',
  open: '设立',
  paid: '登记支付成功',
  pass: '审核通过',
  propose: '提出',
  proposeLift: '提出解除',
  read: '阅读',
  record: '登记',
  recordMeeting: '登记会议',
  refund: '收回',
  reject: '退回',
  release: '授权',
  remember: '保存列对应',
  reveal: '查看账号',
  reverse: '冲销',
  revoke: '撤销',
  save: '保存',
  sendBack: '退回',
  setRule: '设置规则',
  settle: '办结',
  submit: '提交',
  upload: '上传',
  verify: '核验',
  void: '撤销',
  withdraw: '撤回',
}

/** Acts that are called otherwise than their verb elsewhere. */
const ACTS: Readonly<Record<string, string>> = {
  'access.session.login': '登录',
  'access.session.login.reject': '登录失败',
  'access.session.logout': '退出登录',
  'access.session.renew': '更换登录',
  'access.session.seen': '登记在线时间',
  'fund.order.make': '资金单：经办',
  'fund.order.release': '资金单：复核',
  'fund.spending.release': '支出：审核',
  'fund.ledgerImport.release': '明细账导入：审核',
}

/** 支付：授权 for access.session.logout; the path itself where a word is missing. */
export const actWords = (path: string): string => {
  const own = ACTS[path]
  if (own !== undefined) return own
  const [mechanism = '', noun = '', ...rest] = path.split('.')
  const subject = NOUNS[`${mechanism}.${noun}`]
  const verb = VERBS[rest.join('.')]
  if (subject === undefined) return NOUNS[mechanism] ?? path
  return verb === undefined ? `${subject}：${rest.join('.')}` : `${subject}：${verb}`
}
