import { path } from '#kit/path.ts'

export const paths = {
  index: path('/campaigns'),
  add: path('/o/:slug/campaigns/new'),
  campaign: path('/campaigns/:slug'),
  share: path('/campaigns/:slug/share'),
  history: path('/campaigns/:slug/history'),
  question: path('/campaigns/:slug/questions'),
  answer: path('/campaigns/:slug/questions/:id/answer'),
  bulletin: path('/campaigns/:slug/updates'),
  takingBack: path('/campaigns/:slug/taking-back/:key'),

  edit: path('/campaigns/:slug/edit'),
  story: path('/campaigns/:slug/edit/story'),
  film: path('/campaigns/:slug/edit/film'),
  filmRemoval: path('/campaigns/:slug/edit/film/removal'),
  terms: path('/campaigns/:slug/edit/terms'),
  budget: path('/campaigns/:slug/edit/budget'),
  budgetItem: path('/campaigns/:slug/edit/budget/:id'),
  budgetRemoval: path('/campaigns/:slug/edit/budget/:id/removal'),

  hosting: path('/campaigns/:slug/hosting'),
  standing: path('/campaigns/:slug/standing'),
  submission: path('/campaigns/:slug/submission'),
  submissionWithdrawal: path('/campaigns/:slug/submission/withdrawal'),
  pause: path('/campaigns/:slug/pause'),
  resumption: path('/campaigns/:slug/resumption'),
  extension: path('/campaigns/:slug/extension'),
  cancellation: path('/campaigns/:slug/cancellation'),

  rounds: path('/matching'),
  round: path('/matching/:slug'),
  roundInputs: path('/matching/:slug/inputs'),
  roundEdit: path('/matching/:slug/edit'),
  roundSubmission: path('/matching/:slug/submission'),
  roundCancellation: path('/matching/:slug/cancellation'),
  roundAdd: path('/o/:slug/matching/new'),
  joining: path('/campaigns/:slug/matching'),
  deskRounds: path('/desk/matching'),
  deskRoundAdd: path('/desk/matching/new'),
  deskRound: path('/desk/matching/:id'),
  deskRoundOpening: path('/desk/matching/:id/opening'),
  deskRoundRefusal: path('/desk/matching/:id/refusal'),
  thanks: path('/campaigns/:slug/edit/thanks'),
  thanksClosing: path('/campaigns/:slug/edit/thanks/:id/closing'),
  handingOver: path('/campaigns/:slug/edit/thanks/:id/handing-over'),
  spending: path('/campaigns/:slug/spending'),
  asking: path('/campaigns/:slug/spending/:id/asking'),
  expense: path('/campaigns/:slug/spending/:id/expenses'),
  expenseRemoval: path('/campaigns/:slug/expenses/:id/removal'),
  report: path('/campaigns/:slug/report'),
  whereabouts: path('/campaigns/:slug/gifts/:id/:key'),
  choosing: path('/campaigns/:slug/gifts/:id/:key/choice'),

  deskReviews: path('/desk/campaigns'),
  deskReview: path('/desk/campaigns/:id'),
  deskApproval: path('/desk/campaigns/:id/approval'),
  deskRefusal: path('/desk/campaigns/:id/refusal'),
}

/** Where money is given for a purpose; payments answer it. */
export const giveTo = (organisation: string, purpose_id: string) =>
  `/o/${organisation}/give?purpose=${purpose_id}`

/** A picture in one of the widths in which it is kept. */
export const pictureOf = (id: string, width: 320 | 800 | 1600) => `/files/${id}/${width}`
