// What an inspector of a page looks for: barriers, sideways scrolling, focus that cannot be seen.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds, a line for each place: the rule and the element. */
export async function barriersOf(page: Page): Promise<string[]> {
  // The newer way asks every frame in a page of its own; we have no frames, and this is quicker.
  const { violations } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode().analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html, any }) => {
      const why = any.map(({ message }) => message).join(' ')
      return `${id}: ${target.join(' ')} ${html.slice(0, 160)} ${why}`
    }),
  )
}

/** Elements that stick out, when the page scrolls sideways. */
export function sidewaysOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const wide = [...document.body.querySelectorAll('*')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    )
    const told = wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 120))
    return [`The page is ${scrollWidth} wide in a window of ${clientWidth}.`, ...told]
  })
}

/** Whatever can be reached by keyboard but does not look different when it is. */
export async function unseenFocusOf(page: Page): Promise<string[]> {
  // From here on the browser shows focus as it does for people with a keyboard.
  await page.keyboard.press('Tab')
  return page.evaluate(() => {
    const reachable = 'a[href], button, input, select, textarea, summary, [tabindex="0"]'
    const look = (element: Element) => {
      const parts = [element, element.closest('label'), ...element.querySelectorAll('path')]
      return parts.map((part) => {
        if (!part) return ''
        const { outline, boxShadow, borderColor, stroke, strokeWidth } = getComputedStyle(part)
        return [outline, boxShadow, borderColor, stroke, strokeWidth].join(' ')
      })
    }
    const unseen: string[] = []
    for (const element of document.querySelectorAll<HTMLElement>(reachable)) {
      if (!element.checkVisibility() || element.matches('[disabled], [type=hidden]')) continue
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      const before = look(element).join()
      element.focus()
      if (document.activeElement !== element || look(element).join() === before)
        unseen.push(element.outerHTML.slice(0, 120))
    }
    return unseen
  })
}
