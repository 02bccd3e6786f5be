/**
 * A custom element for markup: `const Copy = element('mz-copy')`. It takes what any element takes,
 * and `data-` attributes for the rest; the page works where the browser does not know it.
 */
export const element = (name: `${string}-${string}`) => name as 'div'
