import { yearOf } from '@qiangji/kernel/base/day.ts'
import type { SessionDoor } from '../frame/session-door.ts'
import type { Session } from '../frame/session-store.ts'
import { type Wire, wire } from '../wire/client.ts'
import { faultOf, sentenceOfFault } from '../wire/fault.ts'
import { newRequestId } from '../wire/request-id.ts'

type Me = Awaited<ReturnType<Wire['access']['session']['me']['query']>>

const once = () => ({ context: { requestId: newRequestId() } })

/** 庆阳市 for a county of it; the names of the divisions are fetched only by those who stand below one. */
const nameAbove = async ({ level, path }: NonNullable<Me['organization']>) => {
  if (level === 'province' || level === 'prefecture') return null
  const { divisions } = await import('@qiangji/gazetteer/division.ts')
  const code = path.split('/')[2]
  return divisions.find((d) => d.code === code)?.name ?? null
}

const sessionOf = async ({
  actor,
  organization,
  permissions,
  ...me
}: Me): Promise<Session | null> => {
  if (!actor || !organization) return null
  return {
    person: {
      id: actor.personId,
      name: actor.name,
      posts: actor.posts,
      passwordDue: actor.passwordDue,
    },
    organization,
    above: await nameAbove(organization),
    may: permissions,
    year: yearOf(me.today),
    today: me.today,
    demonstration: me.demonstration,
  }
}

/** The session door of the real server: the procedures of access, the clock and the notices. */
export const serverDoor: SessionDoor = {
  current: async () => sessionOf(await wire.access.session.me.query({})),
  signIn: async (loginName, password) => {
    try {
      const me = await wire.access.session.login.mutate({ loginName, password }, once())
      return (await sessionOf(me)) ?? ''
    } catch (error) {
      return sentenceOfFault(faultOf(error))
    }
  },
  signOut: async () => {
    await wire.access.session.logout.mutate({}, once())
  },
  changePassword: async (present, next) => {
    try {
      await wire.access.password.change.mutate({ present, next }, once())
      return ''
    } catch (error) {
      return sentenceOfFault(faultOf(error))
    }
  },
  advance: async () => (await wire.record.clock.advance.mutate({ workingDays: 1 }, once())).today,
  unread: async () => (await wire.record.notice.unread.query({})).count,
}
