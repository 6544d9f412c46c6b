import { onMounted, onUnmounted, type Ref, ref } from 'vue'

export interface Size {
  readonly width: number
  readonly height: number
}

/** The size that a part was given, in whole pixels, following the window; zero before it is on screen. */
export const useOwnSize = (element: Ref<HTMLElement | null>): Ref<Size> => {
  const size = ref<Size>({ width: 0, height: 0 })
  const observer = new ResizeObserver((entries) => {
    const box = entries[0]?.contentRect
    if (box) size.value = { width: Math.floor(box.width), height: Math.floor(box.height) }
  })
  onMounted(() => {
    if (element.value) observer.observe(element.value)
  })
  onUnmounted(() => observer.disconnect())
  return size
}
