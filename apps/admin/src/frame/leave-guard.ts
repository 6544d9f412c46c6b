import { onMounted, onUnmounted, ref } from 'vue'
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router'

type Answer = (leave: boolean) => void

/** The open question of the leave guard; `LeaveAsk.vue` in the shell asks it. */
export const leaveQuestion = ref<Answer | null>(null)

const ask = (): Promise<boolean> =>
  new Promise((resolve) => {
    leaveQuestion.value = (leave) => {
      leaveQuestion.value = null
      resolve(leave)
    }
  })

/** Asks before a page with unsent content is left, by link, by back button or by closing the window. */
export const useLeaveGuard = (unsent: () => boolean): void => {
  const hold = (event: BeforeUnloadEvent) => {
    if (!unsent()) return
    event.preventDefault()
    event.returnValue = ''
  }
  const guard = () => (unsent() ? ask() : true)
  onBeforeRouteLeave(guard)
  onBeforeRouteUpdate(guard)
  onMounted(() => addEventListener('beforeunload', hold))
  onUnmounted(() => removeEventListener('beforeunload', hold))
}
