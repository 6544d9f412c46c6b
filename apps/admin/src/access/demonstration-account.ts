/** Accounts of the demonstration that a visitor may try; a system in service has none of them. */
export const DEMONSTRATION_ACCOUNTS = [
  {
    place: '省总工会',
    accounts: [
      ['sheng-yewu', '业务经办'],
      ['sheng-yeshen', '业务审核'],
      ['sheng-caiwu', '财务经办'],
      ['sheng-caishen', '财务审核'],
      ['sheng-chuna', '出纳'],
      ['sheng-kuaiji', '会计'],
      ['sheng-bangong', '办公室'],
      ['sheng-jingshen', '经审'],
      ['sheng-lingdao', '领导'],
      ['sheng-xitong', '系统管理员'],
      ['sheng-anquan', '安全管理员'],
      ['sheng-shenji', '审计管理员'],
    ],
  },
  {
    place: '庆阳市总工会',
    accounts: [
      ['6210-caiwu', '财务'],
      ['6210-fuhe', '复核'],
    ],
  },
  {
    place: '环县总工会',
    accounts: [
      ['621022-caiwu', '财务'],
      ['621022-shenhe', '审核'],
      ['621022-jingshen', '经审'],
    ],
  },
  { place: '环城镇工会', accounts: [['621022100-baozhang', '报账员']] },
] as const
