import { PROVINCE } from '../cast.ts'
import { type Answer, type Command, DONE, type Handle, no } from '../command.ts'
import { handOf, hasPost, isSamePerson, playerIn, type World } from './world.ts'

const PROPOSERS = {
  audit: ['audit-committee'],
  leaders: ['finance-clerk', 'finance-reviewer'],
} as const
const DOOR = ['audit-committee', 'finance-clerk', 'finance-reviewer'] as const

/** 提出: by 经审 or with the leaders' paper, for one union with all below it in one fund. */
export const proposePause = (
  w: World,
  c: Extract<Command, { do: 'pause.propose' }>,
  handle: Handle,
): Answer => {
  const by = playerIn(c)
  if (!hasPost(by, ...DOOR)) return no('NOT_FOUND')
  const hand = handOf(by, ...PROPOSERS[c.origin])
  if (!hand) return no('NOT_FOUND')
  if (c.union === PROVINCE) return no('PAUSE_OF_PROVINCE')
  const open = [...w.pauses.values()].some(
    (p) =>
      p.fund === c.fund &&
      p.union === c.union &&
      (p.state === 'proposed' || p.state === 'standing'),
  )
  if (open) return no('PAUSE_OPEN_ALREADY')
  w.pauses.set(handle, {
    handle,
    fund: c.fund,
    union: c.union,
    proposer: hand,
    lift: null,
    state: 'proposed',
  })
  return DONE
}

export const onPause = (
  w: World,
  c: Extract<
    Command,
    { do: 'pause.execute' | 'pause.decline' | 'pause.proposeLift' | 'pause.lift' }
  >,
): Answer => {
  const by = playerIn(c)
  const pause = w.pauses.get(c.pause)
  if (!pause) throw new Error('not applicable')
  const proposing = c.do === 'pause.proposeLift'
  if (!hasPost(by, ...(proposing ? DOOR : (['finance-reviewer'] as const)))) return no('NOT_FOUND')
  const hand = proposing ? handOf(by, ...PROPOSERS[c.origin]) : handOf(by, 'finance-reviewer')
  if (!hand) return no('NOT_FOUND')
  if (c.stale) return no('REVISION_STALE')
  if (pause.state !== (proposing || c.do === 'pause.lift' ? 'standing' : 'proposed'))
    return no('PAUSE_STATE')
  if (c.do === 'pause.proposeLift') {
    if (pause.lift) return no('PAUSE_LIFT_ASKED_ALREADY')
    pause.lift = hand
    return DONE
  }
  if (c.do === 'pause.lift') {
    if (!pause.lift) return no('PAUSE_LIFT_NOT_ASKED')
    if (isSamePerson(pause.lift, hand)) return no('SAME_PERSON')
    pause.state = 'lifted'
    return DONE
  }
  if (isSamePerson(pause.proposer, hand)) return no('SAME_PERSON')
  pause.state = c.do === 'pause.execute' ? 'standing' : 'declined'
  return DONE
}
