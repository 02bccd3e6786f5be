// What makes a working page quicker to use. Everything here may fail, and the page still works.
import './colour.ts'
import './confirm.ts'
import './count.ts'
import './copy.ts'
import './filters.ts'
import './forms.ts'
import './search.ts'
import './upload.ts'
