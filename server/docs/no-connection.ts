import { duration } from '../../shared/duration.ts'
import { PACE } from '../../shared/pace.ts'
import { PROTOCOL } from '../../shared/protocol.ts'

export const NO_CONNECTION = `
\`GET /api/connection\` (below the base path) tells a client whose WebSocket does not open what the server knows about it.
Only an answer in exactly this shape comes from the server; a sign-in page or a proxy may answer in its place.

    { "server": "bank-run", "protocol": ${PROTOCOL}, "refusal": null }

\`refusal\` is \`{ code, message }\` when this node refuses WebSockets from your address now, or has done so within the last
${duration(PACE.refusalKeptMs)}. With several nodes another one may have refused it, so believe a close code of the server
first. When \`refusal\` is \`null\` in two answers, and a WebSocket that was opened between them brought no message, then
something on the way does not let WebSockets through. All clients together may ask a node
${PACE.connectionChecks.burst} times at once and ${PACE.connectionChecks.perSecond} times per second in the long run; then it
answers with status 429.
`
