import { chance, hashOf } from './chance.ts'
import { emblem, emblemSize, grout } from './emblem.ts'
import { layStones } from './stones.ts'

type Size = 'small' | 'normal' | 'large'

interface EmblemProps {
  /** The id of what it stands for: the same id, the same stones. */
  id: string
  /** The address of a logo, when there is one. */
  logo?: string | null
  size?: Size
}

/** A logo, or the mosaic made from the id. Decorative: the name always stands beside it. */
export function Emblem({ id, logo, size = 'normal' }: EmblemProps) {
  const name = size === 'normal' ? 'emblem' : `emblem ${size}`
  if (logo) return <img class={name} src={logo} alt="" width={112} height={112} loading="lazy" />
  return (
    <svg class={name} viewBox={`0 0 ${emblemSize} ${emblemSize}`} aria-hidden="true">
      <rect width={emblemSize} height={emblemSize} fill={grout} />
      {emblem(id).map(({ fill, path }) => (
        <path key={fill} fill={fill} d={path} />
      ))}
    </svg>
  )
}

const shades = [1, 2, 3, 4, 5] as const

interface PavementProps {
  id: string
  columns?: number
  rows?: number
}

/** A strip of stones in the page's own colour: an organisation's cover when it has no picture. */
export function Pavement({ id, columns = 36, rows = 7 }: PavementProps) {
  const size = 20
  const seed = hashOf(id)
  const next = chance(seed)
  const [drift, wave, slope] = [next() * 6, 3.5 + next() * 3, next() - 0.5]
  const paths = new Map<number, string>()
  for (const stone of layStones(seed, { columns, rows, size, grout: 2.4, stray: 0.15 })) {
    // Rows of stones follow one another like water; a few lie out of line, as laid by hand.
    const along = stone.column / wave + drift
    const flow =
      stone.row * 0.75 + Math.sin(along) * 1.5 + stone.column * slope * 0.3 + next() * 0.7
    const shade = shades[((Math.floor(flow) % 5) + 5) % 5] ?? 3
    paths.set(shade, (paths.get(shade) ?? '') + stone.path)
  }
  return (
    <svg
      class="stones"
      viewBox={`0 0 ${columns * size} ${rows * size}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      {[...paths].map(([shade, path]) => (
        <path key={shade} class={`shade-${shade}`} d={path} />
      ))}
    </svg>
  )
}

interface AvatarProps {
  name: string
  picture?: string | null
}

/** A person's picture, or their initials. */
export function Avatar({ name, picture }: AvatarProps) {
  if (picture)
    return <img class="avatar" src={picture} alt="" width={44} height={44} loading="lazy" />
  return (
    <span class="avatar" aria-hidden="true">
      {initials(name)}
    </span>
  )
}

/** The first letters of the first and the last name. Lj, Dž, Gj, Sh and so on keep one letter. */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/)
  const last = parts.length > 1 ? parts.at(-1) : ''
  return [parts[0], last].map((part) => [...(part ?? '')][0] ?? '').join('')
}
