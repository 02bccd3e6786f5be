import { expect, test } from 'vitest'
import { bounceOf } from '../rules.ts'
import { messagesOf, readNotification } from './dsn.ts'

const notification = (to: string, recipient: string, status: string, action = 'failed') =>
  `Return-Path: <>
To: <${to}>
Subject: Undelivered Mail Returned to Sender
Message-ID: <${recipient}.${status}@mail.example.org>
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="ABC/mail.example.org"

--ABC/mail.example.org
Content-Type: text/plain; charset=us-ascii

Action: failed
Status: 5.1.1 is only what somebody wrote here.

--ABC/mail.example.org
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; ${recipient}
Original-Recipient: rfc822;${recipient}
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; 550 ${status} <${recipient}>: Recipient
    address rejected

--ABC/mail.example.org
Content-Type: message/rfc822

Subject: An issue
--ABC/mail.example.org--
`

test('a notification says whom a letter did not reach, and why', () => {
  expect(readNotification(notification('bounces@x.org', 'gone@example.org', '5.1.1'))).toEqual([
    {
      recipient: 'gone@example.org',
      action: 'failed',
      status: '5.1.1',
      sent_to: ['bounces@x.org'],
    },
  ])
})

test('line ends of both kinds and many messages in one file are read', () => {
  const one = notification('b@x.org', 'a@example.org', '5.1.1').replaceAll('\n', '\r\n')
  expect(messagesOf(one).flatMap((one) => readNotification(one))).toHaveLength(1)
  const mbox = `From MAILER-DAEMON Sat Nov 21\n${notification('b@x.org', 'a@example.org', '5.1.1')}\nFrom MAILER-DAEMON Sat Nov 21\n${notification('b@x.org', 'c@example.org', '4.2.2')}`
  expect(
    messagesOf(mbox)
      .flatMap((one) => readNotification(one))
      .map(({ recipient }) => recipient),
  ).toEqual(['a@example.org', 'c@example.org'])
})

test('ordinary mail, torn mail and nonsense say nothing', () => {
  const whole = notification('b@x.org', 'a@example.org', '5.1.1')
  expect(readNotification('Subject: Hello\n\nAction: failed\nStatus: 5.1.1\n')).toEqual([])
  expect(readNotification('')).toEqual([])
  expect(readNotification(whole.replace('multipart/report', 'multipart/mixed'))).toEqual([])
  for (let cut = 0; cut < whole.length; cut += 37) readNotification(whole.slice(0, cut))
})

test('a dead address is hard, a full mailbox soft, a delay nothing yet', () => {
  expect(bounceOf({ action: 'failed', status: '5.1.1' })).toBe('hard')
  expect(bounceOf({ action: 'failed', status: '5.2.2' })).toBe('soft')
  expect(bounceOf({ action: 'failed', status: '4.4.1' })).toBe('soft')
  expect(bounceOf({ action: 'delayed', status: '4.4.1' })).toBeNull()
})
