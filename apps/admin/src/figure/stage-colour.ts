/** The stages that a bar shows: on its way, free, signed for, spent. */
export type ShownStage = 'underway' | 'held' | 'occupied' | 'spent'

export const STAGE_COLOURS: Record<ShownStage, string> = {
  underway: 'var(--stage-relayed)',
  held: 'var(--stage-held)',
  occupied: 'var(--stage-occupied)',
  spent: 'var(--stage-spent)',
}
