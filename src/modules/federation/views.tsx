// What other pages show: how an organisation is followed from elsewhere.
import { usePage } from '#kit/page.tsx'
import { Copy } from '#ui/copy.tsx'
import { Link } from '#ui/link.tsx'
import { paths } from './paths.ts'
import { handleOf } from './rules.ts'
import { words } from './words.ts'

interface FollowLineProps {
  slug: string
  /** Owners may choose otherwise. */
  owner?: boolean
}

/** One quiet line: the name by which it is found on Mastodon and its like. */
export function FollowLine({ slug, owner = false }: FollowLineProps) {
  const { locale, base_url } = usePage()
  const t = words(locale)
  return (
    <p>
      {t('follow')} <Copy text={handleOf(slug, base_url)} />
      {owner ? (
        <>
          {' '}
          <Link to={paths.settings({ slug })}>{t('follow.settings')}</Link>
        </>
      ) : null}
    </p>
  )
}
