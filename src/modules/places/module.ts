import { defineModule } from '#kit/module.ts'
import type { PlacesTables } from './tables.ts'

export default defineModule<PlacesTables>({ name: 'places' })
