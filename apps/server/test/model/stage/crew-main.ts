import { playShift, type Shift } from './shift.ts'

process.on('message', (shift: Shift) => {
  playShift(shift).then(
    (played) => process.send?.(played),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      process.exit(1)
    },
  )
})
