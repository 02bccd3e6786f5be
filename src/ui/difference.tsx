import { difference } from '#kit/difference.ts'

const pieceTags = { same: 'span', gone: 'del', new: 'ins' } as const

/** From one text to another: what went is struck out, what came is underlined. */
export const Difference = ({ before, after }: { before: string; after: string }) => (
  <p class="difference">
    {difference(before, after).map(({ kind, text }, i) => {
      const Piece = pieceTags[kind]
      return <Piece key={String(i)}>{text}</Piece>
    })}
  </p>
)
