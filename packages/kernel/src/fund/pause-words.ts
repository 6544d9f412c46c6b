import type { PauseRefusal } from './pause.ts'
import type { Sentence } from './words.ts'

export const PAUSE_REFUSAL_WORDS: Record<PauseRefusal, Sentence> = {
  PAUSE_OF_PROVINCE: '暂停拨付须写明是哪个市州、县区或乡镇，不能对全省办理。',
  PAUSE_OPEN_ALREADY: '该单位在本专项已有一件暂停拨付（{state}），不能重复提出。',
  PAUSE_STATE: '这件暂停拨付现在是“{state}”，不能再这样办理。',
  PAUSE_LIFT_ASKED_ALREADY: '已有人提出解除，等待财务审核执行。',
  PAUSE_LIFT_NOT_ASKED: '还没有人提出解除，须先写明理由和依据文件。',
}
