import { path } from '#kit/path.ts'

export const paths = {
  signUp: path('/sign-up'),
  signUpSent: path('/sign-up/sent'),
  confirmation: path('/sign-up/confirmation'),

  signIn: path('/sign-in'),
  signInCode: path('/sign-in/code'),
  link: path('/sign-in/link'),
  linkSent: path('/sign-in/link/sent'),
  linkUse: path('/sign-in/link/use'),
  reset: path('/sign-in/reset'),
  resetSent: path('/sign-in/reset/sent'),
  newPassword: path('/sign-in/reset/password'),
  signOut: path('/sign-out'),

  account: path('/account'),
  profile: path('/account/profile'),
  proof: path('/account/proof'),
  password: path('/account/password'),
  email: path('/account/email'),
  emailConfirmation: path('/account/email/confirmation'),
  emailUndoing: path('/account/email/undoing'),
  sessions: path('/account/sessions'),
  sessionEnd: path('/account/sessions/:id/end'),
  sessionsEnd: path('/account/sessions/end'),
  passkeys: path('/account/passkeys'),
  passkeyRemoval: path('/account/passkeys/:id/removal'),
  secondFactor: path('/account/second-factor'),
  secondFactorCode: path('/account/second-factor/code'),
  recoveryCodes: path('/account/second-factor/recovery-codes'),
  secondFactorRemoval: path('/account/second-factor/removal'),

  // What the browser's ceremony of a passkey asks; Better Auth answers under these names.
  registerOptions: path('/account/ceremony/passkey/generate-register-options'),
  registration: path('/account/ceremony/passkey/verify-registration'),
  authenticateOptions: path('/account/ceremony/passkey/generate-authenticate-options'),
  authentication: path('/account/ceremony/passkey/verify-authentication'),

  notifications: path('/account/notifications'),
  notificationsRead: path('/account/notifications/read'),
  notificationChoices: path('/account/notifications/choices'),
  unsubscribe: path('/unsubscribe/:token'),

  data: path('/account/data'),
  dataExport: path('/account/data/export'),
  dataFile: path('/account/data/export/:id'),
  erasure: path('/account/data/erasure'),
  erasureUndoing: path('/account/data/erasure/undoing'),
}
