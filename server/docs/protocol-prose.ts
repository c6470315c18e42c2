import { duration } from '../../shared/duration.ts'
import type { Why } from '../../shared/journal.ts'
import { LIMITS } from '../../shared/limits.ts'
import { PACE } from '../../shared/pace.ts'
import { PROTOCOL } from '../../shared/protocol.ts'

export const LIMIT_MEANINGS: Record<keyof typeof LIMITS, string> = {
  amount: 'Largest deposit or withdrawal.',
  opening: 'Largest opening balance, either sign.',
  balance: 'Largest balance, either sign; a transaction beyond it is rejected with `beyond-limits`.',
  thinkMs: 'Longest think time, in milliseconds.',
  jitterMs: 'Largest jitter, in milliseconds.',
  lostReplies: 'Most writes whose reply is lost on purpose, in percent.',
  nickname: 'Characters of a nickname.',
  players: 'Players in a room.',
  inFlight: 'Transactions of one player between `fire` and `settled`.',
  frameBytes: 'Bytes of one frame from a client.',
  window: 'Entries in a snapshot; a good number to keep.',
  entriesPerFrame: 'Entries in one `frame`.',
  inspect: 'Versions in one `inspect`.',
  history: 'Verdicts in the `history` of `entered`.',
}

export const WHY_MEANINGS: Record<Why, string> = {
  'attempts-used-up': `Every attempt met a conflict: a transaction has ${PACE.attempts}. (A participant's strategy may give up earlier.)`,
  'lock-wait-used-up': 'The lock did not come free in time.',
  overdraft: 'The balance would have gone below zero, and a rule forbids it.',
  'beyond-limits': 'The balance would have gone beyond the limit.',
  'balance-not-a-number': 'Somebody wrote something from outside that is no whole number.',
  'account-reset': 'The account it was meant for is not the current one any more.',
  'record-damaged':
    'Somebody has changed the journal in Redis from outside, so a write could not be told truly. A reset opens a new account.',
  'read-forgotten':
    'It had read, or written, a version that Redis does not have any more: a copy that had missed it has taken over.',
  'no-answer': 'Redis did not answer, and it is certain now that nothing was written.',
  'strategy-error': 'The strategy itself failed.',
  'server-stopping': 'The server stopped while the transaction waited.',
  'wrote-nothing':
    "The strategy's script answered as after a booking and had not written the balance, so nothing is booked.",
  'taken-back': 'The strategy took its own booking back. Both entries are in the journal.',
  'node-crashed':
    'Its node crashed before it had booked anything. Only the explorer makes nodes crash like this.',
}

export const CONNECTING = `
Open a WebSocket at \`ws://host:port/ws\` (\`wss://\` when a proxy with TLS is in front). Every message, either way, is
one text frame that holds one JSON object with a \`type\`. All times are milliseconds since 1970 on the clock of Redis,
all amounts and balances whole units.

This is version ${PROTOCOL} of the protocol. \`greeted\` names the server's; if it is not yours, stop. The server refuses
fields it does not know. You should ignore those you do not know.

A frame from a client may hold ${LIMITS.frameBytes} bytes; a larger one closes the connection with code 1009. A
connection may send ${PACE.messages.burst} messages at once and ${PACE.messages.perSecond} per second in the long run;
what is beyond gets the error \`slow-down\`. Messages that are malformed or too many are counted, and past
${PACE.malformed.burst} at once or ${PACE.malformed.perMinute} per minute the connection is closed with code 1008. A
server makes ${PACE.rooms.burst} rooms at once and ${PACE.rooms.perSecond} per second in the long run. A connection may
make rooms, new seats and new names, or kill nodes, ${PACE.written.burst} times at once and ${PACE.written.perSecond} times per second in the long
run.
`

export const LIFE = `
    you                                       the server
                                              greeted
    create                               ->   created        (only to make a room)
    find                                 ->   found          (is there such a room?)
    enter                                ->   entered
                                              snapshot
                                              frame, frame, frame …
    fire { tx, amount, epoch }           ->   frame          (with the write, for everybody)
                                              settled { tx } (with the outcome, for you)
    (the connection is lost)
    enter { seat: resume }               ->   entered, snapshot
    fire { the same tx, again: true }    ->   settled { tx }

1. **Greeted.** Compare the protocol, keep the strategies. \`now\` sets your idea of the clock of Redis.
2. **Create**, if you want a room of your own. The \`hostToken\` makes whoever sends it on \`enter\` the host.
3. **Enter.** Wait for \`entered\` before you send anything that belongs to the room: messages are not queued behind an
   \`enter\` that is under way. Keep the \`secret\` of a new seat.
4. **Frames** tell what happens, to everyone the same, at most one every ${PACE.tickMs} ms. See
   [Folding frames](#folding-frames).
5. **Fire.** Make the \`tx\` yourself, at random and anew for each transaction, and keep it with amount and epoch until
   its \`settled\` arrives. Each transaction ends as exactly one of \`applied\`, \`rejected\` (a rule), \`gave-up\`
   (attempts or the wait for a lock used up) and \`failed\` (certainly not applied). The order of the \`frame\` that
   shows the write and the \`settled\` is not fixed.
6. **Resume.** When the connection is lost, reconnect (wait longer from try to try) and enter with the seat you had.
   Then fire every transaction that is not settled again, with the same \`tx\`, \`amount\` and \`epoch\` and
   \`again: true\`. That is harmless: the server recognises it and tells you the stored outcome, or runs it if it never
   arrived. Nothing is applied twice. You may come back to another node than before; that makes no difference. It is the same transaction only from the same player; never send it from a new
   seat. Outcomes are kept for ${duration(PACE.keptMs)}.
7. **A reset** begins a new epoch: a \`snapshot\` with another \`epoch\` replaces all you knew. A \`fire\` for an old one
   ends as \`failed\`, \`account-reset\`, unless it had been applied before.
8. **Ended.** You left, were kicked, the room expired (${duration(PACE.keptMs)} after its last use), or the server stops.
`

export const FOLDING = `
Keep an \`epoch\`, the list of entries you hold, a \`base\` (the version before the first of them) and a \`head\` (the
version of the last; \`base\` when there are none).

    on snapshot:  forget everything;  epoch, base = snapshot.epoch, snapshot.from
                  append its entries
    on frame:     if frame.epoch != epoch: ignore it, a snapshot is on its way
                  if frame.from > head:    a digest: forget the entries, base = frame.from
                  append those of its entries whose version is head + 1

- \`entries\` are packed here, and only here: each [Entry](#entry) is an array of twelve to sixteen places, a
  [PackedEntry](#packedentry), its times counted from the \`at\` of the message.
- \`entries\` are always the versions \`from\` + 1 up to \`account.version\`, without gaps.
- **Digest.** When more than ${LIMITS.entriesPerFrame} writes happened since the last frame, the frame carries the newest
  ${LIMITS.entriesPerFrame} of them only, so \`from\` is past what you have. Start anew from there. Nothing is wrong by
  that: \`account\` and \`standings\` are counted by the server from the whole journal.
- \`account\` replaces the one you had. So do \`settings\`, \`players\` and \`nodes\`, when they are there.
- \`standings\` holds the players whose standing changed: replace those, keep the others. It may come up to a quarter of
  a second after the entries that changed it.
- \`steps\` are new steps, at most one per transaction at a time: key them by player and transaction. One is over when
  its transaction is in \`entries\` or \`unapplied\`, or its \`until\` has passed. Short waits are not told at all.
- \`unapplied\` holds transactions that ended without being applied, those of others too. Key them likewise: one comes
  again when its \`falselyRefused\` is another by now, as long as it is among the newest hundred. A take-back is in
  \`entries\` as well. Both of its entries are of one transaction, which is \`rejected\` from then on.
- You may forget old entries whenever you like, by raising \`base\`; keep ${LIMITS.window} and you have as much as a
  snapshot gives.
- A connection that does not drain is sent no frames, and a snapshot once it has caught up.
`

export const FAILOVER = `
Redis replicates asynchronously: a copy that takes over may have missed writes that were acknowledged, and counts its
versions on from where it stood. So the same version may stand for another write, and the number alone tells nothing. A
server notices because the transaction at the last version it knew is another one, and then

- sends a \`snapshot\` of the history there is now, which replaces all you knew of the room as always;
- sends \`rewound\`: \`version\` is the last one that both histories have, \`forgotten\` names what was acknowledged and
  is in no entry any more. Such a transaction is in \`account.forgotten\`, in \`expected\` and in the \`acknowledged\` of
  its player all the same: it was promised. Its effect is nothing.

What you were told as \`settled\`, \`applied\` and find in \`yours\` is gone. Do not fire it again unless the player wants
it again: with \`again: true\` the server finds no receipt and books it anew. One that is in doubt when Redis fails is
decided by the Redis there is then, like any other. Where only a take-back is forgotten, the transaction is booked again,
and applied. A server knows what it has acknowledged itself and what the journal
has shown it, and stores what it finds missing for the others; what no server that is still up has known, nobody names.

In a room with \`durable\`, \`settled\` comes once a replica has confirmed the write, or after ${duration(PACE.confirmMs)} without; \`replicas\`
says how many had. That raises the odds that the copy which takes over has it. It is no consensus: nothing makes sure that
the replica that confirmed it is the one that takes over.
`

export const LINEAGE = `
Every entry names its \`parent\`: the version whose balance it built on. So entries form a tree; the newest is its head,
and exactly the ancestors of the head are in the balance. An entry with \`parent\` = \`version\` − 1 came right after the
write it had read. Any other leaves a branch behind, and that branch is LOST, overwritten by this entry. A lost write can
come back: somebody had read it, and writes later. Plainly:

    on entry e:  a = e.parent;  while a is lost:  revive a;  a = parent of a
                 h = head;      while h != a:     h is LOST, by e;  h = parent of h
                 head = e

A suffix of the journal is enough to judge the entries in it: parents are older than their children, so both walks end
as soon as they reach a version that is \`base\` or below. Two writers can make whole histories flip with every write, so
it is wise to fold once per frame and not once per entry: the ancestors of the last entry are live, all others are lost.

In the story of this page both entries have \`parent\` 0. With entry 2, \`a\` is 0 and the walk from the head meets entry
1: it is lost, by entry 2. The balance says −50, it ought to say 0, and ana's 50 is what is missing.

From lineage follows what happened to the money:

- an entry's **effect** is what it did to the balance: \`wrote\` − \`seen\`. One with \`basis\` \`nothing\` has read
  nothing and replaces everything: its effect is \`wrote\` − the opening balance. One without \`basis\` was recorded by an
  older version and is shown as it was then: its effect is its \`amount\`;
- an effect that is not the \`amount\` is a **wrong amount**: the strategy booked something else than its player asked for;
- a transaction's effect is the sum of the effects of its live entries: 0 when all are lost, twice its amount when a blind
  retry booked it twice, 0 when it was taken back;
- **luck** = effect − amount: a lost withdrawal is free money for its player, a lost deposit is money gone. Of a
  transaction that was taken back nothing is expected, so all its effect is luck;
- an entry whose \`seen\` is not what its parent \`wrote\` tells of a write from outside; the difference lives and dies with
  that entry. One with \`basis\` \`nothing\` tells of none. \`account.outside\` is the sum of those that live, and of what \`GET\` says beyond what the head wrote;
- actual = opening + all effects (outside included), and all luck and \`account.outside\` add up to actual − expected. So do
  the sums of \`account\`: \`doubled\` + \`wrong\` + \`refusedInBalance\` + \`outside\`, less \`lostDeposits\`,
  \`lostWithdrawals\` and \`forgotten\`.

What an entry built on is not what its strategy says, but what is known of it: see \`basis\` and \`either\` of
[Entry](#entry).

A refusal by the overdraft rule is **false** when the balance covered the withdrawal all the while: in every version from
its \`fromVersion\` to its \`toVersion\`, each without what was taken back since, and in what it \`met\`, which may hold a
write from outside. One in a room that allows overdrafts is false, too, and so is the refusal of a deposit. The server
judges that as soon as it knows those versions, and says so with \`falselyRefused\` and in \`account.falseRefusals\`.

Do not judge by the balance: it can be right by chance while updates are lost.
`

export const ERRORS_PROSE = `
An \`error\` names the type of the refused message in \`re\`, and its \`tx\` if it had one. *Definite* means that nothing
of the message took effect. That speaks of this message alone: when it was a re-send, what was sent first may have been
applied all the same, so keep the transaction and send it again later. After an error that is not definite, too. The
connection stays open, unless the table has a close code. Unknown codes are to be shown by their \`message\`.
\`frame-too-large\` and \`server-full\` are never sent as a message, only by their close code.
`

export const CLOSING = `
| Code | Meaning | What to do |
| --- | --- | --- |
| 1001 | The server stops. An \`ended\` with \`server-stopping\` came before. | Reconnect, resume. |
| 1002, 1007 | What you sent is no WebSocket frame, or no UTF-8. | Correct your client. |
| 1006 | The connection is gone without a word (your library says so, it is never sent). | Reconnect, resume. |
| 1008 | Too many malformed messages, or far too many messages. | Correct your client, or send less. |
| 1009 | A frame of yours was too large. | Send less at once. |
| 1013 | The server has ${PACE.connections} connections already. | Try again later. |
`

export const HEARTBEAT = `
The server sends a WebSocket ping every ${PACE.heartbeatMs / 1000} seconds and drops a connection that has not answered by
the next. WebSocket libraries answer by themselves. To notice a dead connection yourself, send the message \`ping\` every
few seconds and reconnect when nothing arrives any more.

\`pong\` has the \`ping\`'s \`sent\` and the clock of Redis in \`now\`. With \`received\` on your own clock, Redis is ahead of
you by \`now − (sent + received) / 2\`, to within half a round trip; of several samples the fastest knows best. You need
that for \`at\` and \`until\` of steps.
`
