/** Where a fen of a fund can be; it is in exactly one account of one stage at any time. */
export const STAGES = [
  'source',
  'available',
  'arranged',
  'issued',
  'remitted',
  'relayed',
  'held',
  'occupied',
  'spent',
  'carried',
  'surplus',
  'returning',
  'returned',
] as const
export type Stage = (typeof STAGES)[number]

/** Stages that belong to the fund as a whole: their beneficiary is their holder, the province. */
export const FUND_STAGES = ['source', 'available', 'arranged'] as const satisfies readonly Stage[]

export const isFundStage = (stage: Stage): boolean =>
  stage === 'source' || stage === 'available' || stage === 'arranged'

/** The words on screen; 资金池, 指标, 冻结, 承诺 and a bare 在途 are never used. */
export const STAGE_WORDS: Record<Stage, string> = {
  source: '来源',
  available: '待分配',
  arranged: '已安排',
  issued: '已下达未拨',
  remitted: '已拨未达',
  relayed: '市级待转拨',
  held: '已到账',
  occupied: '已占用',
  spent: '已支出',
  carried: '结转',
  surplus: '结余',
  returning: '缴回在途',
  returned: '已退回',
}
