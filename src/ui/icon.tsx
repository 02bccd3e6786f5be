// Drawn on a grid of 16, in the hand of the mosaic: straight cuts, no curves where none is needed.

const shapes = {
  check: 'M2 9l4 4 8-10',
  clock: 'M8 1.5l4.6 1.9L14.5 8l-1.9 4.6L8 14.5l-4.6-1.9L1.5 8l1.9-4.6zM8 4.5V8l2.6 2',
  cross: 'M3 3l10 10M13 3L3 13',
  pause: 'M5 3v10M11 3v10',
  stone: 'M3 2.8l10.4.6-.9 9.8-9.9-.6z',
  warning: 'M8 1.5l6.8 12.6H1.2zM8 6v4M8 11.7v.8',
  person: 'M8 1.5l2.7 1.2v3.6L8 8.2 5.3 6.3V2.7zM2 14.5l1.4-4L8 9.5l4.6 1 1.4 4',
  search: 'M6.8 1.8l3.6 1.5 1.5 3.6-1.5 3.6-3.6 1.5-3.6-1.5-1.5-3.6 1.5-3.6zM10.5 10.5l4 4',
  place: 'M8 14.8L3.2 8 4.4 3.2 8 1.4l3.6 1.8L12.8 8zM8 5v3',
  link: 'M6 4H2v10h10v-4M9 2h5v5M14 2L7 9',
  mail: 'M1.5 3.5h13v9h-13zM1.5 4l6.5 5 6.5-5',
  phone: 'M4.5 1.5h7v13h-7zM7 12.2h2',
  document: 'M3 1.5h6.5L13 5v9.5H3zM9.5 1.5V5H13M5.5 8.5h5M5.5 11h5',
  download: 'M8 1.5v9M4 7l4 4 4-4M2 14.2h12',
  arrow: 'M2 8h11M9 3.5L13.5 8 9 12.5',
  up: 'M8 14V3M3.5 7L8 2.5 12.5 7',
  down: 'M8 2v11M3.5 9L8 13.5 12.5 9',
  edit: 'M2 14l.8-3.6L11 2.2l2.8 2.8-8.2 8.2z',
  plus: 'M8 2v12M2 8h12',
  eye: 'M1 8l3.5-3.6h7L15 8l-3.5 3.6h-7zM8 7v2',
  lock: 'M3 7h10v7.5H3zM5 7V4l3-2.3L11 4v3',
} as const

export type IconName = keyof typeof shapes

/** Always beside a word: an icon alone says nothing to a screen reader, and little to anybody. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={shapes[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.8"
        stroke-linejoin="bevel"
      />
    </svg>
  )
}

export const iconNames = Object.keys(shapes) as IconName[]
