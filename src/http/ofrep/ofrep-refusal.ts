import { Refusal } from '../applications/refusal.ts';

/** A refusal with one of OpenFeature's codes. All others are GENERAL. */
export class OfrepRefusal extends Refusal {
  readonly errorCode: 'PARSE_ERROR' | 'INVALID_CONTEXT' | 'FLAG_NOT_FOUND' | 'GENERAL';

  constructor(errorCode: OfrepRefusal['errorCode'], message: string) {
    const isUnknown = errorCode === 'FLAG_NOT_FOUND';
    super(isUnknown ? 404 : 400, isUnknown ? 'NOT_FOUND' : 'INVALID_INPUT', message);
    this.errorCode = errorCode;
  }
}
