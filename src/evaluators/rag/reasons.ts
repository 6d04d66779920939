/** Why a metric of the answer's claims does not apply. */
export const noClaims = 'the answer makes no claims';

/** Why a metric that needs the right answer does not apply. */
export const noTruth = 'needs a ground truth';

/** Why a metric of the ground truth's claims does not apply. */
export const noTruthClaims = 'the ground truth makes no claims';

/** Why texts cannot be compared by their words. */
export const noWords = 'answer or ground truth has no word that could be compared';
