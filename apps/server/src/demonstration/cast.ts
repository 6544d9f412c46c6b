import type { PostCode } from '@qiangji/kernel/access/post.ts'
import type { Organization } from '@qiangji/kernel/organization/organization.ts'
import { type Chance, chanceOf } from './chance.ts'

/** Somebody of the demonstration: invented, with the posts that the person holds from the start. */
export interface Role {
  readonly loginName: string
  readonly name: string
  readonly posts: readonly PostCode[]
  readonly organization: Organization
  readonly department: string
}

/** The provincial federation's people by the name that scripts call them, with their department. */
const PROVINCE: readonly (readonly [string, string, readonly PostCode[], string])[] = [
  ['sheng-yewu', '王敏', ['programme-clerk', 'reporter'], '基层工作部'],
  ['sheng-yeshen', '李建国', ['programme-reviewer'], '基层工作部'],
  ['sheng-caiwu', '孙丽', ['finance-clerk'], '财务部'],
  ['sheng-caishen', '赵永红', ['finance-reviewer'], '财务部'],
  ['sheng-chuna', '周静', ['cashier'], '财务部'],
  ['sheng-kuaiji', '陈志强', ['accountant'], '财务部'],
  ['sheng-bangong', '刘芳', ['office'], '办公室'],
  ['sheng-jingshen', '高建平', ['audit-committee'], '经费审查委员会办公室'],
  ['sheng-lingdao', '张国栋', ['viewer'], ''],
  ['sheng-xitong', '何涛', ['system-admin'], '网络工作部'],
  ['sheng-anquan', '郭磊', ['security-admin'], '办公室'],
  ['sheng-shenji', '罗晶', ['audit-admin'], '机关纪委'],
]

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹'] as const
const GIVEN = [
  '秀英',
  '建军',
  '丽娟',
  '志明',
  '晓燕',
  '玉兰',
  '国强',
  '海霞',
  '文斌',
  '彩霞',
  '永平',
  '小红',
  '建华',
  '雪梅',
  '宏伟',
  '淑芳',
  '军',
  '婷婷',
  '永强',
  '桂兰',
  '伟',
  '静',
  '明霞',
  '玉梅',
  '学军',
  '艳',
  '志刚',
  '春梅',
] as const

const nameOf = (chance: Chance): string => {
  const surname = SURNAMES[chance.between(0, SURNAMES.length - 1)] ?? '王'
  return surname + (GIVEN[chance.between(0, GIVEN.length - 1)] ?? '静')
}

/** Names that the walk and the screenshots know. */
const KNOWN: Readonly<Record<string, string>> = {
  '621022-caiwu': '马晓梅',
  '621022-shenhe': '李秀兰',
  '6210-caiwu': '许海霞',
  '6210-fuhe': '梁志明',
  '621022100-baozhang': '慕彩霞',
}

const role = (
  organization: Organization,
  suffix: string,
  posts: readonly PostCode[],
  chance: Chance,
): Role => {
  const loginName = `${organization.code}-${suffix}`
  const drawn = nameOf(chance)
  return { loginName, name: KNOWN[loginName] ?? drawn, posts, organization, department: '' }
}

/** 环城镇 keeps a bank account of its own and has somebody who confirms what arrives there. */
const WITH_ACCOUNT = '621022100'

/**
 * Everybody: twelve at the province, three at a prefecture, two or three at a county, one in one township. A county's
 * clerk holds three posts; the second person is the 常务副主席.
 */
export const castOf = (tree: readonly Organization[]): readonly Role[] => {
  const chance = chanceOf('cast')
  return tree.flatMap((o): readonly Role[] => {
    if (o.level === 'province')
      return PROVINCE.map(([loginName, name, posts, department]) => ({
        loginName,
        name,
        posts,
        organization: o,
        department,
      }))
    if (o.level === 'township')
      return o.code === WITH_ACCOUNT
        ? [role(o, 'baozhang', ['township-clerk'], chanceOf('township'))]
        : []
    if (o.level === 'county' || o.code === '6202')
      return [
        role(o, 'caiwu', ['county-finance', 'reporter', 'roster-keeper'], chance),
        role(o, 'shenhe', ['county-reviewer', 'report-reviewer'], chance),
      ].concat(
        o.code === '6202' || o.code === '621022'
          ? [role(o, 'jingshen', ['audit-committee'], chance)]
          : [],
      )
    return [
      role(o, 'caiwu', ['prefecture-finance', 'reporter'], chance),
      role(o, 'fuhe', ['prefecture-finance', 'report-reviewer'], chance),
      role(o, 'jingshen', ['audit-committee'], chance),
    ]
  })
}
