// Two made-up projects of made-up organisations, with everything that a page can hold.
import type { FictionalProject } from './fictional/project-shape.ts'
import { riverBanks } from './fictional/river-banks.ts'
import { stonePath } from './fictional/stone-path.ts'

export const fictionalProjects: readonly FictionalProject[] = [riverBanks, stonePath]
