/** Loaded into a worker before anything else: with each SIGUSR2 the clock jumps an hour ahead, and with the next one back. */

const HOUR = 3_600_000;
const RealDate = Date;
let offset = 0;

process.on('SIGUSR2', () => {
  offset = offset === 0 ? HOUR : 0;
});

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [RealDate.now() + offset] : given, newTarget),
  apply: () => new RealDate(RealDate.now() + offset).toString(),
  get: (target, name) => (name === 'now' ? () => RealDate.now() + offset : Reflect.get(target, name, target)),
});
