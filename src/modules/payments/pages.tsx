import { pages as approving } from './approving/pages.tsx'
import { pages as orders } from './orders/pages.tsx'
import { pages as payouts } from './payouts/pages.tsx'

const houses = [payouts, approving, orders]

export const pages = { routes: houses.flatMap(({ routes }) => routes) }
