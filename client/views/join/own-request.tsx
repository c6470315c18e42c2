import type { OwnRequest } from '../../store/state.ts'

/** What became of this browser's request for the seat of a player who is away. */
export function OwnRequestCard({ request, onEnd }: { request: OwnRequest; onEnd: () => void }) {
  return (
    <div class="request" role="status">
      {request.state === 'waiting' && <b class="num digits">{request.digits}</b>}
      <p>
        <Told request={request} />
      </p>
      <button type="button" class="plain" onClick={onEnd}>
        {request.state === 'asking' || request.state === 'waiting' ? 'Stop asking' : 'Back'}
      </button>
    </div>
  )
}

function Told({ request }: { request: OwnRequest }) {
  const seat = (
    <>
      the seat of <bdi>{request.nickname}</bdi>
    </>
  )
  switch (request.state) {
    case 'asking':
      return <>Asking the host for {seat}…</>
    case 'waiting':
      return (
        <>Tell the host these two digits. They stand beside your request for {seat} on the host’s page.</>
      )
    case 'refused':
      return <>The host has not given you {seat}. Enter with another nickname.</>
    case 'problem':
      return <span class="wrong">{request.problem.message}</span>
  }
}
