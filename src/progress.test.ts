import { expect, test } from 'vitest'
import { progressOn } from './progress.ts'

function told(isTTY: boolean): string {
  let text = ''
  const progress = progressOn({
    isTTY,
    columns: 20,
    write: (more) => {
      text += more
    },
  })
  for (let n = 0; n <= 40; n++) progress.tell(`the file number ${n}`, n / 40)
  progress.end()
  return text
}

test('on a screen one line is written over', () => {
  const text = told(true)
  expect(text).not.toContain('\n')
  expect(text.split('\r').at(-2)).toContain('100 %  the file num')
  expect(Math.max(...text.split('\r\u001b[2K').map((line) => line.length))).toBeLessThan(20)
})

test('in a log there is a line for each tenth', () => {
  const lines = told(false).trim().split('\n')
  expect(lines).toHaveLength(11)
  expect(lines.at(0)).toBe('0 %  the file number 0')
  expect(lines.at(-1)).toBe('100 %  the file number 40')
})
