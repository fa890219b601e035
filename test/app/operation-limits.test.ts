import { expect, test } from 'vitest';
import { measureOurOperations } from '#test/support/operation-sizes.ts';
import { readOurOperations } from '#test/support/our-operations.ts';
import { costOfText } from '#test/support/operation-sizes.ts';

test('x', () => { console.table(measureOurOperations()); 
for (const q of ['{projects(first:100){edges{node{flags(first:100){edges{node{id}}}}}}}','{project(key:"x"){events(first:100){edges{node{sequence ... on FlagEvent{changes{ ... on FlagChangeSummary{summary}}}}}}}}','{project(key:"x"){flags(first:100){edges{node{key name kind variations{key value} environments{ enabled rules{clauses{attribute operator values} serve{__typename}} fallthrough{__typename ... on VariationServe{variation{key}} ... on RolloutServe{__typename}}codeLike}}}}}}']) console.log(costOfText(q));
console.log([...readOurOperations()].length,[...readOurOperations()].map(([n,t])=>[n,costOfText(t)] as const).toSorted((a,b)=>b[1]-a[1]).slice(0,8));
});
