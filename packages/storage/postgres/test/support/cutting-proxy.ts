import { connect, createServer, type Server, type Socket } from 'node:net'

/** A TCP proxy that hands a text on and cuts the line before the answer to it. */
export interface CuttingProxy {
  readonly port: number
  readonly cutAtNext: (text: string) => void
  readonly close: () => Promise<void>
}

/** @param target port on the loopback */
export async function cuttingProxy(target: number): Promise<CuttingProxy> {
  let cutAt: string | undefined
  const sockets = new Set<Socket>()
  const proxy: Server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
    }
    near.on('data', (chunk) => {
      far.write(chunk)
      if (cutAt === undefined || !chunk.includes(cutAt)) return
      cutAt = undefined
      near.destroy()
      far.end()
    })
    far.on('data', (chunk) => near.write(chunk))
    near.on('close', () => far.end())
    far.on('close', () => near.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = proxy.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cutAtNext: (text) => {
      cutAt = text
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        proxy.close(() => resolve())
      }),
  }
}
