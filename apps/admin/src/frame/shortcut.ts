import { onMounted, onUnmounted } from 'vue'

/** Listens on the whole window while the part is on screen: `ctrl+k`, `escape`, `alt+s`. */
export const useShortcut = (keys: string, act: (event: KeyboardEvent) => void): void => {
  const [key = '', modifier] = keys.split('+').reverse()
  const listen = (event: KeyboardEvent) => {
    const ctrl = event.ctrlKey || event.metaKey
    if (event.key.toLowerCase() !== key || event.isComposing) return
    if (ctrl !== (modifier === 'ctrl') || event.altKey !== (modifier === 'alt')) return
    act(event)
  }
  onMounted(() => addEventListener('keydown', listen))
  onUnmounted(() => removeEventListener('keydown', listen))
}
