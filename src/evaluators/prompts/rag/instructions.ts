import { fenceNotice } from '../fence.ts';

/** Version of the set of prompts about retrieval-augmented answers: raised with every change of wording in this folder. */
export const ragPromptVersion = 1;

/** The system message of all of them: the same for every question, so that the passages after it are a shared prefix. */
export function ragInstructions(nonce: string): string {
  return `You judge the answers of a question-answering system and the passages that it found, as a careful, impartial reader. You rely on the texts you are given, not on what you know. ${fenceNotice(nonce)}`;
}
