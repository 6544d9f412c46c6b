import { onScopeDispose, type Ref, ref } from 'vue'

/** Whether the machine has a network at all; a server that does not answer shows as a fault of its query instead. */
export const useOnline = (): Ref<boolean> => {
  const online = ref(navigator.onLine)
  const follow = () => {
    online.value = navigator.onLine
  }
  addEventListener('online', follow)
  addEventListener('offline', follow)
  onScopeDispose(() => {
    removeEventListener('online', follow)
    removeEventListener('offline', follow)
  })
  return online
}
