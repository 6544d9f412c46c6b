import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { type Fen, fen } from '@qiangji/kernel/base/money.ts'

export interface Spending {
  readonly voucher: string
  readonly day: Day
  readonly words: string
  readonly tag: string
  readonly use: string
  readonly payee: string
  readonly amount: Fen
  readonly from: string
  readonly files: number
  readonly state: 'posted' | 'waiting' | 'reversed'
}

const LINES = `0713|07-10|支付职工书屋图书款（环城镇、曲子镇）||服务阵地建设|环县新华书店|18640|导入|1|posted
0708|07-08|驿站空调 3 台|固定资产|服务阵地建设|庆阳市西峰区惠民家电商行|11700|导入|2|waiting
0702|07-05|冲销 记-0631|冲销|冲销||-6800|冲销|1|posted
0701|07-04|乡镇工会干部培训场地费||干部培训|环县县委党校|6800|手工|2|posted
0695|07-02|退回培训餐费余款|收回|支出收回|环县宾馆|-1260|导入|1|posted
0688|06-28|货车司机入会慰问包 120 份||新业态服务|环县供销惠农超市|21600|导入|3|posted
0684|06-27|归垫 3 月困难职工慰问（本级经费垫付）|归垫|困难帮扶|发放花名册 46 人|23000|导入|1|posted
0679|06-25|虎洞镇工会驿站装修进度款||服务阵地建设|甘肃陇东建筑装饰有限公司|36000|导入|4|posted
0660|06-21|女职工特殊权益专项合同宣传折页||法律维权|环县文华印务部|4350|导入|1|posted
0657|06-20|乡镇工会社会化工作者 6 月补贴||队伍建设|发放花名册 20 人|30000|导入|1|posted
0631|06-18|乡镇工会干部培训场地费||干部培训|环县县委党校|6800|导入|1|reversed
0628|06-17|乡镇工会干部培训餐费||干部培训|环县宾馆|9860|导入|2|posted
0615|06-14|车道坡驿站桌椅 12 套|固定资产|服务阵地建设|庆阳市宏达办公家具有限公司|15840|导入|2|posted
0602|06-12|职工法律咨询服务费（一季度）||法律维权|甘肃环江律师事务所|8000|导入|1|posted
0598|06-11|工会会员实名制采集设备 2 台||组织建设|庆阳市天时科技有限公司|5600|导入|2|posted
0590|06-08|驿站饮水机、微波炉||服务阵地建设|环县百货大楼家电部|8180|导入|1|posted
0581|06-06|新建工会组建经费（3 家）||组织建设|环县曲子镇工会等 3 家|15000|导入|3|posted`

const stateOf = (word: string): Spending['state'] =>
  word === 'waiting' || word === 'reversed' ? word : 'posted'

export const SPENDINGS: readonly Spending[] = LINES.split('\n').map((line) => {
  const [
    voucher = '',
    date = '',
    words = '',
    tag = '',
    use = '',
    payee = '',
    amount,
    from = '',
    files,
    state = '',
  ] = line.split('|')
  return {
    voucher: `记-${voucher}`,
    day: day(`2024-${date}`),
    words,
    tag,
    use,
    payee,
    amount: fen(Number(amount) * 100),
    from,
    files: Number(files),
    state: stateOf(state),
  }
})
