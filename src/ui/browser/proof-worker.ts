// The work itself, beside the page, so that writing stays quick.
import 'altcha/workers/pbkdf2'
