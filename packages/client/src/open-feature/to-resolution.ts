import type { FlagAnswer, FlagFailure } from '../resolution.ts';

/** The ResolutionDetails of OpenFeature; its error codes are an enum of these texts. */
export interface Resolution<Value> {
  value: Value;
  variant?: string;
  reason: string;
  flagMetadata?: Record<string, boolean | string | number>;
  errorCode?: FlagFailure['errorCode'];
  errorMessage?: string;
}

/** `answer` is of the type of the value: it was asked for with that type. */
export function toResolution<Value>(answer: FlagAnswer, defaultValue: Value): Resolution<Value> {
  if ('errorCode' in answer) {
    const { errorCode, errorDetails } = answer;
    return { value: defaultValue, reason: 'ERROR', errorCode, errorMessage: errorDetails };
  }
  const { value, variation, reason, metadata } = answer;
  return { value: value as Value, variant: variation, reason, flagMetadata: metadata };
}
