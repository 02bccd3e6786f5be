import { defineModule } from '#kit/module.ts'
import type { Tables } from './tables.ts'

export default defineModule<Tables>({ name: 'people' })
