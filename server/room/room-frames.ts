import type { Frame, Snapshot } from '../../shared/protocol.ts'
import type { FrameSource } from '../fanout/fanout.ts'
import type { FrameBuilder } from '../fanout/frame-builder.ts'
import type { Acknowledgements } from '../rollback/acknowledgements.ts'

/**
 * Builds the frames of a room. First it marks acknowledged transactions as forgotten when their version now belongs to
 * another write: the next comparison with Redis reports them, and until then no frame shows sums without them.
 */
export class RoomFrames implements FrameSource {
  readonly #builder: FrameBuilder
  readonly #acknowledgements: Pick<Acknowledgements, 'unseen'>

  constructor(builder: FrameBuilder, acknowledgements: Pick<Acknowledgements, 'unseen'>) {
    this.#builder = builder
    this.#acknowledgements = acknowledgements
  }

  frame(): Frame {
    this.#builder.markForgotten(this.#acknowledgements.unseen())
    return this.#builder.frame()
  }

  snapshot(): Snapshot {
    this.#builder.markForgotten(this.#acknowledgements.unseen())
    return this.#builder.snapshot()
  }

  nextChangeIn(): number | undefined {
    return this.#builder.nextChangeIn()
  }
}
