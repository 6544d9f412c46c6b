import { writeFileSync } from 'node:fs'
import { renderAll } from './render.ts'

for (const [name, text] of renderAll())
  writeFileSync(new URL(`../src/${name}`, import.meta.url), text)
