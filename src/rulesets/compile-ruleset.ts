import { type CompiledRuleset, compile, type Ruleset } from 'gogreen-engine';
import { deferPattern } from 'gogreen-engine/patterns';

/** As the server compiles rulesets. Their regular expressions were checked when they were saved, and most are not used at once. */
export function compileRuleset(ruleset: Ruleset): CompiledRuleset {
  return compile(ruleset, { compilePattern: deferPattern });
}
