// The door of machines: the proof of a key, for every module that lets programs write.
export { proveKey } from './keys/commands.ts'
export type { Key } from './keys/queries.ts'
export { paths } from './paths.ts'
export type { MachinesTables } from './tables.ts'
