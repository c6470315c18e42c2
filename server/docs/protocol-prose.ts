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
  nickname: 'Characters (grapheme clusters) of a nickname.',
  nicknameCodePoints: 'Code points of a nickname.',
  nicknameMarks: 'Combining marks in a row in a nickname.',
  players: 'Players in a room.',
  seatRequests: 'Requests for a seat that wait for the host.',
  hostRequests: 'Requests to be made a host that wait.',
  hosts: 'Browsers that are hosts of a room.',
  inFlight: 'Transactions of one player between `fire` and `settled`.',
  frameBytes: 'Bytes of one frame from a client.',
  window: 'Entries in a snapshot; a good number to keep.',
  entriesPerFrame: 'Entries in one `frame`.',
  inspect: 'Versions in one `inspect`.',
  history: 'Verdicts in the `history` of `entered`.',
}

export const WHY_MEANINGS: Record<Why, string> = {
  'attempts-used-up': `Every attempt met a conflict: a transaction has ${PACE.attempts} attempts. (A participant's strategy may give up earlier.)`,
  'lock-wait-used-up': 'The lock was not released in time.',
  overdraft: 'The balance would have gone below zero, and a rule forbids it.',
  'beyond-limits': 'The balance would have gone beyond the limit.',
  'balance-not-a-number': 'A write from outside set the balance to something other than a whole number.',
  'account-reset': 'The account it was meant for is no longer the current one.',
  'record-damaged':
    'The journal in Redis was changed from outside, so a write could not be recorded correctly. A reset opens a new account.',
  'read-forgotten':
    'It had read, or written, a version that Redis no longer has: a replica that had missed it has taken over.',
  'no-answer': 'Redis did not answer, and it is now certain that nothing was written.',
  'strategy-error': 'The strategy itself failed.',
  'server-stopping': 'The server stopped while the transaction waited.',
  'wrote-nothing':
    "The strategy's script answered as if it had booked, but had not written the balance, so nothing is booked.",
  'taken-back': 'The strategy took its own booking back. Both entries are in the journal.',
  'node-crashed':
    'Its node crashed before it had booked anything. Only the explorer makes nodes crash like this.',
  'round-over': 'Its round was over before it was booked.',
}

export const CONNECTING = `
Open a WebSocket at \`ws://host:port/ws\` (\`wss://\` behind a proxy with TLS; the base path comes before \`/ws\` when the
server has one). Every message, in both directions, is one
text frame that holds one JSON object with a \`type\`. All times are milliseconds since 1970 on the clock of Redis. All
amounts and balances are whole units.

This is version ${PROTOCOL} of the protocol. \`greeted\` names the server's version; if it is not yours, stop. The server
refuses fields that it does not know. Your client should ignore fields and messages that it does not know.

A frame from a client may hold ${LIMITS.frameBytes} bytes; a larger one closes the connection with code 1009. A
connection may send ${PACE.messages.burst} messages at once and ${PACE.messages.perSecond} per second in the long run;
each message beyond that gets the error \`slow-down\`. Malformed messages and messages beyond the limit are counted; when
there are more than ${PACE.malformed.burst} at once or ${PACE.malformed.perMinute} per minute, the connection is closed
with code 1008. A server makes ${PACE.rooms.burst} rooms at once and ${PACE.rooms.perSecond} per second in the long run.
A connection may make rooms, new seats and new names, or kill nodes, ${PACE.written.burst} times at once and
${PACE.written.perSecond} times per second in the long run.
`

export const NICKNAMES = `
Send a nickname as it was typed; the server decides, and the message of \`bad-nickname\` says why not. It has
${LIMITS.nickname} characters at most (grapheme clusters), of ${LIMITS.nicknameCodePoints} code points in all, and
${LIMITS.nicknameMarks} combining marks in a row at most. Invisible characters are dropped at the rims of words and
refused inside, except joiners where a script needs them, and those inside of emoji. Letters of several scripts stand in
one name as far as *Highly Restrictive* of UTS 39 allows.

Two nicknames are the same (\`nickname-taken\`) after NFKC, full case folding and without ignorable characters. One that
looks like another in letters of another script is refused (\`nickname-alike\`), by the data of UTS 39.

A player who is away keeps the nickname for ${duration(PACE.nameKeptMs)} (\`nickname-away\`). Then another player may take
it, and the absent one is renamed with a number behind it. The seat with its history stays theirs: \`resume\` works with
its secret. Another browser gets the seat only when a host grants its [\`request-seat\`](#request-seat).
`

export const LIFE = `
    you                                       the server
                                              greeted
    create                               ->   created        (only to make a room)
    find                                 ->   found          (is there such a room?)
    enter                                ->   entered
                                              snapshot
                                              frame, frame, frame …
    fire { tx, amount, epoch }           ->   frame          (with the write, for everyone)
                                              settled { tx } (with the outcome, for you)
    (the connection is lost)
    enter { seat: resume }               ->   entered, snapshot
    fire { the same tx, again: true }    ->   settled { tx }

1. **Greeted.** Compare the protocol, keep the strategies. \`now\` gives you a first estimate of the clock of Redis.
2. **Create**, if you want a room of your own. A client that sends the \`hostToken\` on \`enter\` becomes host.
   Any other becomes one by [\`request-host\`](#request-host) and a host's press, or by [\`use-host-link\`](#use-host-link).
3. **Enter.** Wait for \`entered\` before you send anything that belongs to the room: messages are not queued behind a
   running \`enter\`. Keep the \`secret\` of a new seat.
4. **Frames** tell what happens. They are the same for every client, at most one every ${PACE.tickMs} ms. See
   [Folding frames](#folding-frames).
5. **Fire.** Make a new random \`tx\` for each transaction, and keep it with amount and epoch until its \`settled\`
   arrives. Each transaction ends as exactly one of \`applied\`, \`rejected\` (a rule), \`gave-up\` (attempts or the wait
   for a lock used up) and \`failed\` (certainly not applied). The \`frame\` that shows the write may come before or after
   the \`settled\`.
6. **Resume.** When the connection is lost, reconnect (with growing pauses) and enter with the seat you had. Then fire
   every unsettled transaction again, with the same \`tx\`, \`amount\` and \`epoch\` and \`again: true\`. That is harmless: the
   server recognises it and tells you the stored outcome, or runs it if it never arrived. Nothing is applied twice. You
   may come back to another node than before; that makes no difference. A re-send counts as the same transaction only if
   it comes from the same player, so never send it from a new seat. Outcomes are kept for ${duration(PACE.keptMs)}.
7. **A reset** begins a new epoch: a \`snapshot\` with another \`epoch\` replaces all you knew. A \`fire\` for an old epoch
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

- \`entries\` are packed in these messages, and nowhere else: each [Entry](#entry) is an array of twelve to sixteen
  places, a [PackedEntry](#packedentry), with times relative to the \`at\` of the message.
- \`entries\` are always the versions \`from\` + 1 up to \`account.version\`, without gaps.
- **Digest.** When more than ${LIMITS.entriesPerFrame} writes happened since the last frame, the frame carries only the
  newest ${LIMITS.entriesPerFrame} of them, so \`from\` is beyond the entries that you have. Start again from there. Your
  totals stay right, because the server counts \`account\` and \`standings\` from the whole journal.
- \`account\` replaces the one you had. So do \`settings\`, \`players\` and \`nodes\`, when they are present.
- \`standings\` holds the players whose standing changed: replace those, keep the others. It may come up to a quarter of
  a second after the entries that changed it.
- \`steps\` are new steps, at most one per transaction at a time: key them by player and transaction. A step is over when
  its transaction is in \`entries\` or \`unapplied\`, or when its \`until\` has passed. Short waits are not sent at all.
- \`unapplied\` holds transactions that ended without being applied, of all players. Key them in the same way: a
  transaction comes again when its \`falselyRefused\` changes, as long as it is among the newest hundred. A take-back is
  in \`entries\` as well. Both of its entries belong to one transaction, which is \`rejected\` from then on.
- You may forget old entries at any time, by raising \`base\`. If you keep ${LIMITS.window}, you have as many as a
  snapshot gives.
- A connection that does not drain gets no frames. It gets a snapshot once it has caught up.
`

export const FAILOVER = `
Redis replicates asynchronously: a replica that takes over may have missed acknowledged writes, and its next version
follows the last one that it has. So the same version may stand for another write, and the number alone proves nothing.
A server notices because the transaction at the last version it knew is another one. It then

- sends a \`snapshot\` of the new history, which replaces all you knew of the room, as always;
- sends \`rewound\`: \`version\` is the last version that both histories have, \`forgotten\` lists transactions that were
  acknowledged and are in no entry any more. They were promised, so they still count in \`account.forgotten\`, in
  \`expected\` and in the \`acknowledged\` of their players. Their effect is 0.

A transaction that you were told is \`settled\`, \`applied\`, and that you find in \`yours\`, is gone. Do not fire it again
unless the player wants it again: with \`again: true\` the server finds no receipt and books it again. A transaction that
is in doubt when Redis fails is decided by the new Redis, like any other. If only a take-back is forgotten, the
transaction is booked again, and applied. A server knows what it has acknowledged itself and what the journal has shown
it, and stores what it finds missing for the other servers. Writes that only a dead server knew cannot be listed.

In a room with \`durable\`, \`settled\` comes once a replica has confirmed the write, or after ${duration(PACE.confirmMs)} without
confirmation; \`replicas\` says how many have confirmed. That raises the odds that the replica which takes over has the
write. It is no consensus: a failover may choose a replica that did not confirm it.
`

export const LINEAGE = `
Every entry names its \`parent\`: the version whose balance it built on. So entries form a tree. The newest entry is its
head, and exactly the head and its ancestors are in the balance. An entry with \`parent\` = \`version\` − 1 came right after
the write it had read. Any other entry leaves a branch behind, and that branch is LOST, overwritten by this entry. A lost
write can come back, when a transaction that had read it writes later. As pseudocode:

    on entry e:  a = e.parent;  while a is lost:  revive a;  a = parent of a
                 h = head;      while h != a:     h is LOST, by e;  h = parent of h
                 head = e

A suffix of the journal is enough to judge the entries in it: parents are older than their children, so both walks end
as soon as they reach a version that is \`base\` or below. Two writers can make whole histories flip with every write, so
fold once per frame and not once per entry: the last entry and its ancestors are live, all others are lost.

In the story of this page both entries have \`parent\` 0. With entry 2, \`a\` is 0 and the walk from the head meets entry
1: it is lost, by entry 2. The balance says −50 and should say 0: ana's deposit is missing.

From lineage follows what happened to the money:

- an entry's **effect** is what it did to the balance: \`wrote\` − \`seen\`. An entry with \`basis\` \`nothing\` has read
  nothing and replaces everything: its effect is \`wrote\` − the opening balance. An entry without \`basis\` was recorded by
  an older version and is shown as it was then: its effect is its \`amount\`;
- an effect that is not the \`amount\` is a **wrong amount**: the strategy booked something else than its player fired;
- a transaction's effect is the sum of the effects of its live entries: 0 when all are lost, twice its amount when a blind
  retry booked it twice, 0 when it was taken back;
- **luck** = effect − amount: a lost withdrawal is free money for its player, a lost deposit is money gone. A
  transaction that was taken back has no expected amount, so all its effect is luck;
- if an entry's \`seen\` is not what its parent \`wrote\`, there was a write from outside; the difference counts as long as
  that entry is live. An entry with \`basis\` \`nothing\` shows no write from outside. \`account.outside\` is the sum of these
  differences for live entries, and of what \`GET\` says beyond what the head wrote;
- actual = opening + all effects (outside included), and all luck and \`account.outside\` add up to actual − expected. So do
  the sums of \`account\`: \`doubled\` + \`wrong\` + \`refusedInBalance\` + \`outside\`, less \`lostDeposits\`,
  \`lostWithdrawals\` and \`forgotten\`.

The journal does not believe what a strategy says about what an entry built on; it records what is known: see \`basis\`
and \`either\` of [Entry](#entry).

A refusal by the overdraft rule is **false** when the balance covered the withdrawal all the time: in every version from
its \`fromVersion\` to its \`toVersion\`, each without what was taken back since, and in the balance it \`met\`, which may
contain a write from outside. A refusal in a room that allows overdrafts is false, too, and so is the refusal of a
deposit. The server judges a refusal as soon as it knows those versions, and says so with \`falselyRefused\` and in
\`account.falseRefusals\`.

Do not judge by the balance: it can be right by chance while updates are lost.
`

export const ERRORS_PROSE = `
An \`error\` names the type of the refused message in \`re\`, and its \`tx\` if it had one. *Definite* means that nothing
of this message took effect. If the message was a re-send, the first message may still have been applied, so keep the
transaction and send it again later. Do the same after an error that is not definite. The connection stays open, unless
the table has a close code. Show an unknown code by its \`message\`. \`frame-too-large\` and \`server-full\` are never sent
as a message, only by their close code.
`

export const CLOSING = `
| Code | Meaning | What to do |
| --- | --- | --- |
| 1001 | The server stops. An \`ended\` with \`server-stopping\` came before. | Reconnect, resume. |
| 1002, 1007 | You sent something that is not a WebSocket frame, or not UTF-8. | Fix your client. |
| 1006 | The connection ended without a close frame (your library reports this code, the server never sends it). | Reconnect, resume. |
| 1008 | Too many malformed messages, or far too many messages. | Fix your client, or send less. |
| 1009 | A frame of yours was too large. | Send smaller frames. |
| 1013 | The server already has ${PACE.connections} connections. | Try again later. |
`

export const HEARTBEAT = `
The server sends a WebSocket ping every ${PACE.heartbeatMs / 1000} seconds and drops a connection that has not answered
before the next ping. WebSocket libraries answer by themselves. To notice a dead connection yourself, send the message
\`ping\` every few seconds and reconnect when nothing arrives any more.

\`pong\` has the \`ping\`'s \`sent\` and the clock of Redis in \`now\`. With \`received\` on your own clock, Redis is ahead of
you by \`now − (sent + received) / 2\`, to within half a round trip; of several samples the fastest is the most exact.
You need this for \`at\` and \`until\` of steps.
`
