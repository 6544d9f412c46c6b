import type { AppointmentRefusal } from './appointment.ts'
import type { ConflictRefusal } from './conflict.ts'
import type { GrantRefusal, RevokeRefusal } from './delegation.ts'
import type { LoginActRefusal } from './login.ts'
import type { PasswordRefusal } from './password.ts'

/** What the door itself may answer, before or instead of a rule of some mechanism. */
export type DoorRefusal =
  | 'NOT_FOUND'
  | 'SIGN_IN_REQUIRED'
  | 'PASSWORD_DUE'
  | 'INPUT_INVALID'
  | 'REQUEST_ID_MISSING'
  | 'REQUEST_MISMATCH'
  | 'REVISION_STALE'
  | 'FOREIGN_ORIGIN'
  | 'TOO_LARGE'
  | 'TOO_MANY'
  | 'WRONG_METHOD'
  | 'WRONG_CONTENT_TYPE'
  | 'BUSY'
  | 'OVERLONG'
  | 'FAULT'

export type LoginRefusal = 'LOGIN_REFUSED' | 'LOGIN_LOCKED'
export type PasswordChangeRefusal = PasswordRefusal | 'PASSWORD_WRONG'
export type FileRefusal =
  | 'FILE_KIND_UNKNOWN'
  | 'FILE_TOO_LARGE'
  | 'FILE_MISSING'
  | 'FILE_MORE_THAN_ONE'

/** What the schemas of a login say of a name. */
export type NameRefusal = 'LOGIN_NAME_FORM' | 'PERSON_NAME_FORM' | 'DEPARTMENT_FORM'

export type AccessRefusal =
  | DoorRefusal
  | LoginRefusal
  | PasswordChangeRefusal
  | FileRefusal
  | ConflictRefusal
  | GrantRefusal
  | RevokeRefusal
  | NameRefusal
  | LoginActRefusal
  | AppointmentRefusal

/** Sentences; a name in braces is a fact of the refusal. */
export const ACCESS_REFUSAL_WORDS: Readonly<Record<AccessRefusal, string>> = {
  NOT_FOUND: '没有找到，或不在您的权限范围内。',
  SIGN_IN_REQUIRED: '登录已失效，请重新登录；已填写的内容保留在本机。',
  PASSWORD_DUE: '请先修改密码，再办理其他事项。',
  INPUT_INVALID: '填写的内容有误，请按提示修改。',
  REQUEST_ID_MISSING: '请求缺少 Idempotency-Key，未办理。',
  REQUEST_MISMATCH: '同一请求编号已用于另一项内容，未重复办理。请刷新后重新提交。',
  REVISION_STALE: '该记录已被他人修改，请查看最新内容后再提交。',
  FOREIGN_ORIGIN: '请求来自其他网站，已拒绝。',
  TOO_LARGE: '内容超过 {limit}，未接收。',
  TOO_MANY: '操作过于频繁，请 {seconds} 秒后再试。',
  WRONG_METHOD: '请求方法不正确。',
  WRONG_CONTENT_TYPE: '请求内容的格式不正确，应为 {expected}。',
  BUSY: '系统繁忙，未办理。请稍后用同一页面再次提交，不会重复办理。',
  OVERLONG: '办理超时，未办理。请稍后再试。',
  FAULT: '系统出现故障，未办理。请联系管理员并告知编号。',
  LOGIN_REFUSED: '账号或密码不正确。',
  LOGIN_LOCKED: '登录失败次数过多，请 {minutes} 分钟后再试，或联系系统管理员。',
  PASSWORD_WRONG: '原密码不正确。',
  PASSWORD_SHORT: '密码至少 {shortest} 个字符。',
  PASSWORD_PLAIN: '密码须包含大写字母、小写字母、数字、符号中的 {classes} 类。',
  PASSWORD_HAS_LOGIN_NAME: '密码不能包含账号名。',
  PASSWORD_KNOWN: '该密码过于常见，请更换。',
  PASSWORD_USED_BEFORE: '不能使用最近 {remembers} 次用过的密码。',
  FILE_KIND_UNKNOWN: '只接收 PDF、JPEG、PNG、OFD、XLSX、CSV 文件，按文件内容识别。',
  FILE_TOO_LARGE: '文件超过 {limit}，未接收。',
  FILE_MISSING: '没有收到文件。',
  FILE_MORE_THAN_ONE: '一次只能上传一个文件。',
  POSTS_CONFLICT: '“{held}”与“{next}”不能由同一人担任：{why}。',
  DELEGATION_TO_SELF: '不能授权给本人。',
  DELEGATION_BACKWARDS: '代办授权的结束日期早于开始日期。',
  DELEGATION_IN_THE_PAST: '代办授权不能早于今天（{today}）开始。',
  DELEGATION_TOO_LONG: '代办授权最长 {days} 天；更长时间请办理任职。',
  DELEGATION_OF_SYSTEM_POST: '系统、安全、审计管理员岗位不能授权代办。',
  DELEGATION_OF_POST_NOT_HELD: '授权期间您本人未全程担任该岗位；代办得来的岗位不能再授权。',
  DELEGATION_OUTSIDE_ORGANIZATION: '只能授权给本单位的人员。',
  DELEGATION_ALREADY_REVOKED: '该授权已撤销。',
  DELEGATION_OVER: '该授权已于 {to} 到期。',
  LOGIN_NAME_FORM: '账号为 2 至 32 位，以字母、汉字或数字开头，其后还可用 . _ -。',
  PERSON_NAME_FORM: '姓名须有文字，不能含看不见的字符。',
  DEPARTMENT_FORM: '部门不能含看不见的字符。',
  LOGIN_TAKEN: '账号“{loginName}”已有人使用，请换一个。',
  LOGIN_OWN: '不能停用本人的账号，请由另一名系统管理员办理。',
  LOGIN_OWN_PASSWORD: '本人的密码请在“修改密码”中修改。',
  LOGIN_DISABLED: '该账号已停用，请先启用。',
  LOGIN_ACTIVE: '该账号没有停用。',
  LOGIN_NOT_LOCKED: '该账号没有锁定。',
  LOGIN_OF_ADMINISTRATOR:
    '管理员的密码由运维人员在服务器上重置，系统管理员不能取得其他管理员的账号。',
  LAST_ADMINISTRATOR: '全省只有这一名{post}，请先任命接替的人。',
  APPOINTMENT_OF_SELF: '不能给本人任免岗位，请由另一名安全管理员办理。',
  APPOINTMENT_HELD: '该人员已任“{post}”。',
  APPOINTMENT_OVER: '该任职已于 {to} 结束。',
  POST_NOT_HERE: '“{post}”岗位不设在{union}。',
}
