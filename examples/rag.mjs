// Scores a retrieval-augmented answer and prints its metrics. ASSAY_URL and ASSAY_API_KEY name the service and its key.
const url = `${process.env.ASSAY_URL ?? 'http://127.0.0.1:3000'}/api/v1`;

const response = await fetch(`${url}/evaluations/rag`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', 'X-API-KEY': process.env.ASSAY_API_KEY ?? '' },
  body: JSON.stringify({
    query: 'When did the bridge open?',
    retrieved_contexts: ['The bridge opened in 1932 and carries eight lanes.', 'Swans live by the river.'],
    generated_response: 'The bridge opened in 1932.',
  }),
});
const body = await response.json();
if (!response.ok) throw new Error(`${body.code}: ${body.detail}`);
console.log(`overall_score ${body.overall_score}`);
for (const { name, score, explanation } of Object.values(body.metrics)) {
  console.log(`${name} ${score}: ${explanation}`);
}
