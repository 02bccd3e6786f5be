import { expect, test } from 'vitest'
import { whyNotPassword } from './rules.ts'

const owner = { name: 'Arta Krasniqi', email: 'arta.krasniqi@lumi.example' }
const why = (password: string) => whyNotPassword(password, owner)

test('what many people use is too common, whatever follows it', () => {
  for (const password of ['1234567890', 'Password123!', 'kosova2008', 'QWERTZUIOP', 'lozinka2024'])
    expect(why(password)).toBe('password_too_common')
})

test('runs and repetitions are too common', () => {
  for (const password of ['aaaaaaaaaa', 'abababababab', 'abcdefghijk', '9876543210', '0123456789a'])
    expect(why(password)).toBe('password_too_common')
})

test('one’s own name, address and this site’s name are too personal', () => {
  for (const password of ['ArtaKrasniqi1', 'arta.krasniqi', 'lumi-krasniqi', 'mozaikarta99'])
    expect(why(password)).toBe('password_too_personal')
})

test('a sentence is welcome in any script', () => {
  for (const password of [
    'shtatë male e një lumë',
    'Đak peva u kiši',
    'Ђак пева на киши',
    '夏の雨が静かに降っている',
  ])
    expect(why(password)).toBeNull()
})
